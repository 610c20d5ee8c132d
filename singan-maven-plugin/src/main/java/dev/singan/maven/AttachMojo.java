package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.maven.build.BuildProperties;
import dev.singan.maven.build.Publications;
import dev.singan.maven.build.SyntheticResolver;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.publish.Manifests;
import dev.singan.study.publish.PackRequest;
import dev.singan.study.publish.Publication;
import dev.singan.study.publish.SyntheticPack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Packs the synthetic data set (images, {@code metadata.jsonl}, {@code croissant.json}, cards, licence note, checksums) and the models, and
 * attaches them to the project as zip files with the classifiers {@code synthetic} and {@code models}: {@code mvn install} and {@code mvn deploy} publish them. Another
 * study takes the data set by {@code singan.synthetic}.
 */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class AttachMojo extends AbstractSourceMojo {
    private static final int ALGORITHM = 3;

    /** A text that says what may be done with the data, instead of the note that belongs to the archive. */
    @Parameter(property = "singan.attach.licence")
    private @Nullable File licence;

    @Component
    private MavenProjectHelper projects;

    @Override
    boolean applies() {
        return synthetic() == null;
    }

    @Override
    List<PhaseInput> inputs() {
        List<PhaseInput> inputs = new ArrayList<>(List.of(input(folder().patchTable()), input(folder().extraction())));
        sourcePatches().forEach(p -> inputs.add(input(folder().patches().resolve(p.fileName()))));
        sourcePatches().forEach(p -> inputs.add(input(folder().singan(p.id()))));
        sourcePatches().forEach(p -> inputs.add(input(folder().synthetic(p.id()))));
        if (licence != null) {
            inputs.add(new PhaseInput("licence", path(licence)));
        }
        return inputs;
    }

    @Override
    List<Path> outputs() {
        return List.of(samples(), models());
    }

    private Path samples() {
        return folder().artifacts().resolve(SyntheticResolver.SAMPLES + "." + SyntheticResolver.TYPE);
    }

    private Path models() {
        return folder().artifacts().resolve(SyntheticResolver.MODELS + "." + SyntheticResolver.TYPE);
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    /** No numerical library has a part in it. */
    @Override
    boolean numerical() {
        return false;
    }

    /** The samples and models count by their content; their order, and who publishes them, come from elsewhere. */
    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(
                "singan.sources",
                String.join(
                        ",",
                        sourcePatches().stream()
                                .map(p -> Integer.toString(p.id()))
                                .toList()));
        Publication publication = Publications.of(project);
        parameters.put("project.artifactId", publication.name());
        parameters.put("project.version", publication.version());
        parameters.put("project.url", publication.address());
        parameters.put("project.organization", String.join(", ", publication.creators()));
        if (publication.date() != null) {
            parameters.put(Publications.DATE, publication.date());
        }
        return parameters;
    }

    @Override
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.REPLACE;
    }

    @Override
    double expectedSeconds() {
        return 2;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException {
        requirePatches();
        Publication publication = Publications.of(project);
        if (publication.date() == null) {
            progress.warn("croissant.json has no datePublished, which catalogues ask for: set the property "
                    + Publications.DATE + " in the POM, as for every build that shall give the same bytes again.");
        }
        Manifest study = Manifests.ofSamples(
                folder(),
                new BuildProperties(session, project).command(mojoExecution),
                session.getSystemProperties().getProperty("maven.version", "unknown"),
                folder().root(),
                seed);
        SyntheticPack.run(
                new PackRequest(
                        folder().root(),
                        sourcePatches().stream().map(p -> p.id()).toList(),
                        study,
                        publication,
                        licence == null ? null : path(licence),
                        samples(),
                        models()),
                progress);
        return 0;
    }

    @Override
    void after() {
        if (project != null) {
            projects.attachArtifact(
                    project,
                    SyntheticResolver.TYPE,
                    SyntheticResolver.SAMPLES,
                    samples().toFile());
            projects.attachArtifact(project, SyntheticResolver.TYPE, SyntheticResolver.MODELS, models().toFile());
        }
    }
}
