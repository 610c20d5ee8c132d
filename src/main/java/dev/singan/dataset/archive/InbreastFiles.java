package dev.singan.dataset.archive;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The image and region files of INbreast by the number that its table names them with. */
final class InbreastFiles {
    private static final Pattern IMAGE =
            Pattern.compile("(\\d+)(?:_([^_]+)_.*)?\\.(dcm|dicom|png|tiff?|jpe?g)", Pattern.CASE_INSENSITIVE);
    private static final Pattern REGIONS = Pattern.compile("(\\d+)\\.xml", Pattern.CASE_INSENSITIVE);
    /** Outlines of the pectoral muscle lie in folders of their own. */
    private static final String MUSCLE = "pectoral";

    private final Map<String, Path> images = new HashMap<>();
    private final Map<String, Path> regions = new HashMap<>();

    InbreastFiles(Tree tree) {
        for (Path file : tree.files()) {
            String name = file.getFileName().toString();
            Matcher image = IMAGE.matcher(name);
            Matcher outlines = REGIONS.matcher(name);
            boolean muscle = tree.name(file).toLowerCase(Locale.ROOT).contains(MUSCLE);
            if (image.matches() && !muscle) {
                // The originals before what somebody made of them, which has lost the patient.
                images.merge(image.group(1), file, (one, other) -> patient(one) == null ? other : one);
            } else if (outlines.matches() && !muscle) {
                regions.putIfAbsent(outlines.group(1), file);
            }
        }
    }

    /** The number of a row's image, which spreadsheets may write as {@code 22678622.0}; null where there is none. */
    @Nullable
    String name(Row row) {
        Integer number = row.integer("file name");
        return number == null ? null : number.toString();
    }

    @Nullable
    Path image(String name) {
        return images.get(name);
    }

    @Nullable
    Path regions(String name) {
        return regions.get(name);
    }

    /** The patient in the name of an image's file; null where there is none. */
    static @Nullable String patient(Path file) {
        Matcher name = IMAGE.matcher(file.getFileName().toString());
        return name.matches() ? name.group(2) : null;
    }
}
