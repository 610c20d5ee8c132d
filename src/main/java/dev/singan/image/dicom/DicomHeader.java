package dev.singan.image.dicom;

import dev.singan.image.dicom.data.DataSet;
import dev.singan.image.dicom.data.DataSetEnds;
import dev.singan.image.dicom.data.Part10;
import dev.singan.image.dicom.data.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/**
 * What a DICOM file says of a mammogram beside its pixels; null where it does not say it. Names, dates and unique identifiers
 * are not read.
 *
 * @param patient the patient's identifier (PatientID)
 * @param view 1 right cranio-caudal, 2 left cranio-caudal, 3 right oblique, 4 left oblique; of laterality and view position
 * @param age the patient's age in years
 * @param film whether it is a digitised film; otherwise a detector took it
 * @param implant whether the breast has an implant
 * @param manufacturer of the device
 */
public record DicomHeader(
        @Nullable String patient,
        @Nullable Integer view,
        @Nullable Double age,
        @Nullable Boolean film,
        @Nullable Boolean implant,
        @Nullable String manufacturer) {
    private static final int BEGINNING = 1 << 20;
    private static final int PROBE = 256;
    private static final Pattern AGE = Pattern.compile("(\\d{1,3})\\s*([DWMY]?)", Pattern.CASE_INSENSITIVE);
    private static final double DAYS = 365.25;
    /** View codes of SNOMED CT and, before 2017, SNOMED RT (PS3.16, CID 4014). */
    private static final Set<String> CRANIO_CAUDAL = Set.of("399162004", "R-10242");

    private static final Set<String> OBLIQUE = Set.of("399368009", "R-10226");

    /**
     * Reads a file's header; no more of it than the attributes before the pixels.
     *
     * @return null where the file is no DICOM file, or one that cannot be understood, which reading its image will tell
     */
    public static @Nullable DicomHeader read(Path file) {
        try {
            byte[] start = beginning(file, PROBE);
            if (!Part10.isDicom(start)) {
                return null;
            }
            return of(set(file));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static DataSet set(Path file) throws IOException {
        byte[] beginning = beginning(file, BEGINNING);
        try {
            DataSet set = Part10.read(beginning, beginning.length < BEGINNING);
            if (set.pixels() != null || beginning.length < BEGINNING) {
                return set;
            }
        } catch (DataSetEnds e) {
            // Something large lies before the pixels.
        }
        return Part10.read(Files.readAllBytes(file), true);
    }

    private static byte[] beginning(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }

    private static DicomHeader of(DataSet set) throws ImagingException {
        return new DicomHeader(
                set.text(Tag.PATIENT_ID),
                view(set),
                age(set.text(Tag.PATIENT_AGE)),
                film(set),
                flag(set.text(Tag.IMPLANT)),
                set.text(Tag.MANUFACTURER));
    }

    private static @Nullable Integer view(DataSet set) {
        String image = set.text(Tag.IMAGE_LATERALITY);
        String side = image == null ? set.text(Tag.LATERALITY) : image;
        int row = row(set);
        if (side == null || row == 0) {
            return null;
        }
        return switch (side.toUpperCase(Locale.ROOT)) {
            case "R" -> row;
            case "L" -> row + 1;
            default -> null;
        };
    }

    /** 1 for cranio-caudal, 3 for oblique, 0 for all others and where it is not said. */
    private static int row(DataSet set) {
        String position = set.text(Tag.VIEW_POSITION);
        List<DataSet> codes = set.items(Tag.VIEW_CODES);
        String code = codes.isEmpty() ? null : codes.get(0).text(Tag.CODE_VALUE);
        if ("CC".equalsIgnoreCase(position) || position == null && code != null && CRANIO_CAUDAL.contains(code)) {
            return 1;
        }
        return "MLO".equalsIgnoreCase(position) || position == null && code != null && OBLIQUE.contains(code) ? 3 : 0;
    }

    private static @Nullable Double age(@Nullable String text) {
        Matcher age = AGE.matcher(text == null ? "" : text);
        if (!age.matches()) {
            return null;
        }
        double number = Integer.parseInt(age.group(1));
        return switch (age.group(2).toUpperCase(Locale.ROOT)) {
            case "D" -> Math.floor(number / DAYS);
            case "W" -> Math.floor(7 * number / DAYS);
            case "M" -> Math.floor(number / 12);
            default -> number;
        };
    }

    /** By the way of conversion of what was scanned, else by the device. */
    private static @Nullable Boolean film(DataSet set) {
        String conversion = set.text(Tag.CONVERSION_TYPE);
        String modality = set.text(Tag.MODALITY);
        if ("DF".equals(conversion) || "SI".equals(conversion) || "RG".equals(modality)) {
            return true;
        }
        boolean detector = set.text(Tag.PRESENTATION_INTENT) != null
                || modality != null && Set.of("MG", "CR", "DX").contains(modality);
        return detector ? false : null;
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : text.equals("YES") ? Boolean.TRUE : text.equals("NO") ? Boolean.FALSE : null;
    }
}
