package dev.singan.dataset.record;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mammogram of an archive.
 *
 * @param file the image
 * @param name its path relative to the archive, with {@code /}
 * @param set the part of the archive that it belongs to, such as {@code F01}
 * @param format film or digital
 * @param patient the patient's number or name within the archive
 * @param windows the rule by which healthy windows are cut from it
 * @param lesions its lesions, in the order in which they are numbered
 * @param facts what is known of an image without lesions
 * @param split the official set that it belongs to; null where the data set has none
 */
public record SourceImage(
        Path file,
        String name,
        String set,
        Format format,
        String patient,
        WindowRule windows,
        List<Lesion> lesions,
        Facts facts,
        @Nullable OfficialSplit split) {
    /** Side in pixels of the square patches into which mammograms are cut. */
    public static final int PATCH_SIDE = 224;

    public SourceImage {
        lesions = List.copyOf(lesions);
    }

    /** An image of a data set without an official split. */
    public SourceImage(
            Path file,
            String name,
            String set,
            Format format,
            String patient,
            WindowRule windows,
            List<Lesion> lesions,
            Facts facts) {
        this(file, name, set, format, patient, windows, lesions, facts, null);
    }
}
