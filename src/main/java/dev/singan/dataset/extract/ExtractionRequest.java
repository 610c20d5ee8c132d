package dev.singan.dataset.extract;

import dev.singan.dataset.archive.ArchiveKind;
import java.nio.file.Path;

/**
 * What {@link Extraction} shall do.
 *
 * @param archive the kind of archive
 * @param archiveDirectory where the archive lies; only read
 * @param workDirectory the working folder; {@code patches/} in it is replaced
 * @param rules the choices
 * @param threads how many images are cut at a time at most, at least 1; fewer where the heap has no room for them. The result does
 *     not depend on it
 */
public record ExtractionRequest(
        ArchiveKind archive, Path archiveDirectory, Path workDirectory, ExtractionRules rules, int threads) {}
