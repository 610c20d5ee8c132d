package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data, from images to patches.
 *
 * @param archive the kind of archive, the value of {@code singan.archive}
 * @param real false where the images are the phantom's
 * @param images how many images were read
 * @param patients how many patients have at least one patch
 * @param flow counts from step to step
 * @param skipped what was left out, and why
 * @param duplicates groups of image files of the same content
 * @param counts patches by what is known of them
 * @param examples some patches of each class and zoom group
 * @param alike names that could be mistaken for each other; absent where there are none
 */
public record DataSummary(
        String archive,
        boolean real,
        int images,
        int patients,
        List<Flow> flow,
        List<Skipped> skipped,
        List<List<String>> duplicates,
        List<Count> counts,
        List<Example> examples,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Alike> alike)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("images", images, 0, Integer.MAX_VALUE);
        faults.range("patients", patients, 0, Integer.MAX_VALUE);
    }

    public DataSummary {
        alike = alike == null ? List.of() : List.copyOf(alike);
    }

    /**
     * Names of the archive that could be mistaken for each other.
     *
     * @param kind {@code patient} or {@code file}
     * @param names as the archive writes them, in quotation marks, what is not seen by its numbers
     * @param same whether they were taken for one
     */
    public record Alike(String kind, List<String> names, boolean same) {}

    /**
     * A step of the flow diagram.
     *
     * @param from the step before, such as {@code images}
     * @param to this step, such as {@code lesions}
     * @param count how many units of this step
     * @param note what the reader should know, or an empty text
     */
    public record Flow(String from, String to, long count, String note) {}

    /**
     * Something that was left out.
     *
     * @param file the file, relative to the archive
     * @param row the row of the file, counted from 1 with the header, or null where it is the whole file
     * @param reason why
     */
    public record Skipped(String file, @Nullable Integer row, String reason) {}

    /**
     * How many patches share these values.
     *
     * @param classification {@code healthy}, {@code benign} or {@code malignant}
     * @param format {@code Film} or {@code Digital}
     * @param zoom 1 to 3, or 0 for healthy patches
     * @param density 1 to 4
     * @param view 1 to 4
     * @param patches patches
     * @param patients patients that have one of these patches
     */
    public record Count(
            String classification,
            String format,
            int zoom,
            @Nullable Integer density,
            @Nullable Integer view,
            int patches,
            int patients) {}

    /**
     * Patches to show.
     *
     * @param classification {@code healthy}, {@code benign} or {@code malignant}
     * @param zoom 1 to 3, or 0 for healthy patches
     * @param patches ids
     */
    public record Example(String classification, int zoom, List<Integer> patches) {}
}
