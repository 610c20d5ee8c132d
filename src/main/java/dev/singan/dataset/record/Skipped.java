package dev.singan.dataset.record;

import org.jspecify.annotations.Nullable;

/**
 * Something of an archive that was left out.
 *
 * @param file the file, relative to the archive
 * @param row the row of the file, counted from 1 with the header; null where it is the whole file
 * @param reason why, as a sentence
 * @param damaged whether it should have been usable; otherwise the study's rules leave it out. Damaged things count towards
 *     {@code singan.skipped.maximum}.
 */
public record Skipped(String file, @Nullable Integer row, String reason, boolean damaged) {
    public static Skipped damaged(String file, @Nullable Integer row, String reason) {
        return new Skipped(file, row, reason, true);
    }

    public static Skipped excluded(String file, @Nullable Integer row, String reason) {
        return new Skipped(file, row, reason, false);
    }

    @Override
    public String toString() {
        return file + (row == null ? "" : " row " + row) + ": " + reason;
    }
}
