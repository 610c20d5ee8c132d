package dev.singan.maven;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.dataset.Patch;
import dev.singan.dataset.PatchTable;
import dev.singan.dataset.SourcePatches;
import dev.singan.dataset.SourceRule;
import java.nio.file.Files;
import java.util.List;
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

    /** The rule by which source patches are chosen. */
    final SourceRule sourceRule() {
        return sources == null || sources.isEmpty()
                ? SourceRule.choose(sourcesCount, sourcesZooms)
                : SourceRule.given(sources);
    }

    /** The patch table; empty where there is none yet. */
    final List<Patch> patches() {
        return Files.isRegularFile(folder().patchTable()) ? PatchTable.read(folder().patchTable()) : List.of();
    }

    /** The source patches in the order in which the arms take them; empty where there is no patch table yet. */
    final List<Patch> sourcePatches() {
        List<Patch> patches = patches();
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
