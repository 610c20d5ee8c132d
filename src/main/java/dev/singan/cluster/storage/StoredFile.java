package dev.singan.cluster.storage;

/**
 * A file whose content is in the storage.
 *
 * @param name its place in its folder, with {@code /} between names
 * @param sha256 its content's hash, in lower-case hexadecimal
 * @param size in bytes
 */
public record StoredFile(String name, String sha256, long size) {}
