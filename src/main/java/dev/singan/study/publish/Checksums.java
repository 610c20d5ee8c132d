package dev.singan.study.publish;

import java.util.SortedMap;

/** The list of files and their SHA-256 that {@code sha256sum -c} of GNU coreutils reads. */
final class Checksums {
    /** The list's own name, which it does not hold. */
    static final String FILE = "checksums.sha256";

    private Checksums() {}

    /** @param hashes SHA-256 by name; the names hold neither backslashes nor line ends, which would have to be escaped */
    static String of(SortedMap<String, String> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        return lines.toString();
    }
}
