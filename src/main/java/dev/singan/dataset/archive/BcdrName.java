package dev.singan.dataset.archive;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a BCDR file name says: {@code img_PATIENT_STUDY_SERIES_VIEW.tif}, or {@code …_mask_id_LESION.tif} for a mask. Spaces around the
 * name are ignored.
 *
 * @param view 1 RCC, 2 LCC, 3 RO, 4 LO
 * @param lesion the lesion's id of a mask; null for a mammogram
 */
record BcdrName(int patient, int study, int series, int view, @Nullable Integer lesion) {
    private static final Pattern PATTERN = Pattern.compile(
            "\\s*img_(\\d{1,9})_(\\d{1,9})_(\\d{1,9})_(RCC|LCC|RO|LO|RMLO|LMLO)(?:_mask_id_(\\d{1,9}))?\\.tiff?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** The name's content; null where it is not such a name. */
    static @Nullable BcdrName of(Path file) {
        return of(file.getFileName().toString());
    }

    static @Nullable BcdrName of(String fileName) {
        Matcher m = PATTERN.matcher(fileName);
        if (!m.matches()) {
            return null;
        }
        String view = m.group(4);
        boolean right = Character.toUpperCase(view.charAt(0)) == 'R';
        boolean oblique = Character.toUpperCase(view.charAt(view.length() - 1)) == 'O';
        return new BcdrName(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                (oblique ? 3 : 1) + (right ? 0 : 1),
                m.group(5) == null ? null : Integer.valueOf(m.group(5)));
    }

    /** The mammogram that a mask belongs to. */
    BcdrName image() {
        return new BcdrName(patient, study, series, view, null);
    }

    /** The mask of a lesion of this mammogram. */
    BcdrName mask(int id) {
        return new BcdrName(patient, study, series, view, id);
    }
}
