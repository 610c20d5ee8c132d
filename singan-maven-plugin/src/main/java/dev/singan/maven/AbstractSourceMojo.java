package dev.singan.maven;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.dataset.patch.SourcePatches;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.dataset.patch.SplitRule;
import dev.singan.maven.build.SyntheticResolver;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.publish.SyntheticSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that needs to know which patches train the SinGANs. */
abstract class AbstractSourceMojo extends AbstractForkMojo {
    /** The study's seed; every random stream follows from it. */
    @Parameter(property = "singan.seed", defaultValue = "42")
    protected long seed;

    /** Ids of the malignant patches that train the SinGANs, separated by commas; without them they are chosen by rule. */
    @Parameter(property = "singan.sources")
    private @Nullable List<Integer> sources;

    /** How many patches are chosen to train SinGANs: half of film and half digital, one per patient at most. */
    @Parameter(property = "singan.sources.count", defaultValue = "8")
    private int sourcesCount;

    /** Zoom groups from which they are chosen, separated by commas: 1 (the lesion's box), 2 and 3 (twice and three times as wide). */
    @Parameter(property = "singan.sources.zooms", defaultValue = "3")
    private List<Integer> sourcesZooms;

    /**
     * Who says which patients are tested: {@code own}, the protocol's folds or draws, which is the default, or {@code official}, those who
     * made the archive; training and validation are then drawn within its training set, from which the SinGANs' source patches come, too.
     * The archives {@code cbis-ddsm} and {@code vindr} have an official split, and {@code folder} where its table has a column {@code split}.
     */
    @Parameter(property = SplitRule.PROPERTY)
    private @Nullable String split;

    /**
     * A packed synthetic data set to take the samples from instead of training: a zip file that {@code singan:attach} wrote, or the
     * coordinates {@code groupId:artifactId:version} of the study that published it. Its source patches must be the same here.
     */
    @Parameter(property = "singan.synthetic")
    private @Nullable String synthetic;

    private @Nullable SyntheticSource opened;

    /** The data set from which samples are taken; null where they are made here. */
    final @Nullable SyntheticSource synthetic() {
        if (opened == null && synthetic != null) {
            try {
                opened = SyntheticSource.open(
                        new SyntheticResolver(repositorySystem, session, project).find(synthetic.strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return opened;
    }

    /** That data set as an input, and the patches that must be the same as where it was made. */
    final List<PhaseInput> inputs(SyntheticSource taken) {
        List<PhaseInput> inputs =
                new ArrayList<>(List.of(new PhaseInput("taken.zip", taken.file()), input(folder().patchTable())));
        sourcePatches().forEach(p -> inputs.add(input(image(p))));
        return inputs;
    }

    /** A patch's file. */
    final Path image(Patch patch) {
        return folder().patches().resolve(patch.fileName());
    }

    /** With a data set from elsewhere, the sources are its own. */
    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = super.parameters();
        if (SplitRule.named(split) == SplitRule.OWN) {
            parameters.remove(SplitRule.PROPERTY);
        }
        if (synthetic() != null) {
            parameters.keySet().removeIf(name -> name.startsWith("singan.sources"));
            parameters.put(
                    "singan.sources",
                    sourceRule().ids().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return parameters;
    }

    /** The rule by which source patches are chosen. */
    final SourceRule sourceRule() {
        return chosen().with(SplitRule.named(split));
    }

    private SourceRule chosen() {
        if (sources != null && !sources.isEmpty()) {
            return SourceRule.given(sources);
        }
        @Nullable SyntheticSource taken = synthetic();
        return taken == null ? SourceRule.choose(sourcesCount, sourcesZooms) : SourceRule.given(taken.ids());
    }

    /** The patch table; empty where there is none yet. */
    final List<Patch> patches() {
        return Files.isRegularFile(folder().patchTable()) ? PatchTable.read(folder().patchTable()) : List.of();
    }

    /** The source patches in the order in which the arms take them; empty where there is no patch table yet. */
    final List<Patch> sourcePatches() {
        List<Patch> patches = patches();
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null && !patches.isEmpty()) {
            taken.checkTable(sourceRule().ids(), patches);
        }
        return patches.isEmpty() ? List.of() : SourcePatches.select(patches, sourceRule(), new Seeds(seed));
    }

    /** Ends the goal where there is no patch table. */
    final void requirePatches() {
        if (patches().isEmpty()) {
            throw new UserException("There is no " + folder().patchTable()
                    + ": run the goals that make it first, with mvn prepare-package.");
        }
    }
}
