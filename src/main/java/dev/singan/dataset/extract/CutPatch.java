package dev.singan.dataset.extract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.image.Box;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A patch and all that is known of its origin.
 *
 * @param id its number
 * @param kind lesion or healthy
 * @param image the mammogram, relative to the archive
 * @param imageSha256 the hash of the mammogram's size and grey values
 * @param set the part of the archive, such as {@code F01}
 * @param format film or digital
 * @param patient the patient's number or name within the archive
 * @param lesion the lesion's name within the image, null for healthy patches
 * @param box what was cut, in pixels of the mammogram
 * @param zoom 1 to 3; for healthy patches 1, as cut
 * @param facts what the archive's table says
 * @param split the official set that the mammogram belongs to; null where the data set has none
 */
public record CutPatch(
        int id,
        Kind kind,
        String image,
        String imageSha256,
        String set,
        Format format,
        String patient,
        @Nullable String lesion,
        Box box,
        int zoom,
        Facts facts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfficialSplit split)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("id", id, 0, 999_999_999);
        faults.range("zoom", zoom, 1, 3);
        faults.sha256("imageSha256", imageSha256);
        faults.require(!patient.isBlank(), "patient", patient, "a name");
    }

    /** What a patch shows. */
    public enum Kind {
        LESION,
        HEALTHY;

        /** The folder of its patches. */
        @JsonIgnore
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The image file relative to the patches' folder, such as {@code lesion/17.png}. */
    public String fileName() {
        return kind.folder() + "/" + id + ".png";
    }
}
