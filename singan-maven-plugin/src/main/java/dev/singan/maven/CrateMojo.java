package dev.singan.maven;

import dev.singan.maven.build.Publications;
import dev.singan.maven.build.SyntheticResolver;
import dev.singan.study.publish.CrateRequest;
import dev.singan.study.publish.RunCrate;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Packs the run as a Workflow Run RO-Crate (profile Provenance Run Crate 0.5): the POM as its workflow, each goal as an action with inputs,
 * outputs and times, the results and the manifest; no images and no models. Attaches it to the project as a zip file with the classifier
 * {@code crate}, which {@code singan:compare} takes by coordinates.
 */
@Mojo(name = "crate", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CrateMojo extends AbstractSinganMojo {
    /** Where the report is written. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    /** The zip file. */
    @Parameter(
            property = "singan.crate",
            defaultValue = "${project.build.directory}/${project.build.finalName}-crate.zip")
    private File crate;

    @Component
    private MavenProjectHelper projects;

    @Override
    protected void run() throws IOException {
        MavenProject study = Objects.requireNonNull(project, "the goal requires a project");
        int actions = RunCrate.run(new CrateRequest(
                path(reportDirectory),
                path(study.getFile()),
                Publications.of(study),
                Publications.licence(study),
                path(crate)));
        projects.attachArtifact(study, SyntheticResolver.TYPE, SyntheticResolver.CRATE, crate);
        getLog().info("crate: packed " + actions + " actions in " + path(crate));
    }
}
