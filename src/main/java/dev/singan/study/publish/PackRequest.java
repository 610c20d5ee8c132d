package dev.singan.study.publish;

import dev.singan.study.phase.Manifest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SyntheticPack} shall pack.
 *
 * @param workDirectory the working folder, with SinGANs and samples
 * @param sources ids of the source patches, in the order in which the arms take them
 * @param study how the study was built
 * @param publication what catalogues ask of it
 * @param licence a text that says what may be done with the data; null for the one that belongs to the archive
 * @param synthetic the zip file of the samples
 * @param models the zip file of the models
 */
public record PackRequest(
        Path workDirectory,
        List<Integer> sources,
        Manifest study,
        Publication publication,
        @Nullable Path licence,
        Path synthetic,
        Path models) {
    public PackRequest {
        sources = List.copyOf(sources);
    }
}
