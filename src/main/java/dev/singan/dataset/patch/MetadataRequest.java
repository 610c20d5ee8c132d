package dev.singan.dataset.patch;

import java.nio.file.Path;

/**
 * What {@link Metadata} shall do.
 *
 * @param workDirectory the working folder; {@code patches/extraction.json} of it is read
 * @param rules the choices
 */
public record MetadataRequest(Path workDirectory, MetadataRules rules) {}
