package dev.singan.dataset.phantom;

import dev.singan.base.AtomicFiles;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Writes images, masks and tables as BCDR lays them out, with what makes BCDR hard to read: values padded with blanks,
 * {@code NaN} and blank ages and densities, rows that differ in {@code segmentation_id} only, masks that are missing so
 * that the outline must stand in, a set whose files lie one folder deeper, and four ways of compression.
 */
final class BcdrTree {
    /** Every so many lesions the mask is missing, beginning with the third. */
    private static final int MASK_MISSING_EVERY = 29;

    private static final int MASK_MISSING_FIRST = 3;
    /** Every so many segmentations have a second row, beginning with the second. */
    private static final int SECOND_ROW_EVERY = 19;

    private static final int SECOND_ROW_FIRST = 2;
    private static final List<String> KEYS =
            List.of("patient_id", "study_id", "series", "lesion_id", "segmentation_id", "image_view");
    private static final List<String> FINDINGS = List.of(
            "mammography_type",
            "mammography_nodule",
            "mammography_calcification",
            "mammography_microcalcification",
            "mammography_axillary_adenopathy",
            "mammography_architectural_distortion",
            "mammography_stroma_distortion",
            "age",
            "density");

    private final Path root;

    BcdrTree(Path root) {
        this.root = root;
    }

    /**
     * The rows of the tables that an image gives.
     *
     * @param features of {@code *_features.csv}
     * @param outlines of {@code *_outlines.csv}
     * @param images of {@code *_img.csv}
     */
    record Rows(List<String> features, List<String> outlines, List<String> images) {
        Rows() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void addAll(Rows other) {
            features.addAll(other.features);
            outlines.addAll(other.outlines);
            images.addAll(other.images);
        }
    }

    /** The folder of a set; F03 has one more. */
    static Path folder(Path root, String set) {
        Path folder = root.resolve("BCDR-" + set + "_dataset");
        return set.equals("F03") ? folder.resolve("BCDR-F03") : folder;
    }

    /**
     * Writes an image and its masks.
     *
     * @param firstSegmentation {@code segmentation_id} of the first one; each of them takes two numbers
     */
    Rows image(Patient patient, ViewPlan plan, ViewRenderer.Rendered rendered, int firstSegmentation)
            throws IOException {
        String name = String.format(
                Locale.ROOT,
                "img_%d_%d_1_%s",
                patient.number(),
                patient.study(),
                plan.view().code());
        String path = String.format(Locale.ROOT, "patient_%d/study_%d/%s", patient.number(), patient.study(), name);
        Path folder = folder(root, patient.set());
        ImageFiles.writeTiff(folder.resolve(path + ".tif"), rendered.image(), compression(patient.set()));
        Rows rows = new Rows();
        rows.images().add(imageRow(patient, plan, path));
        int id = firstSegmentation;
        for (Segmentation s : rendered.segmentations()) {
            int ordinal = id / 2;
            if (ordinal % MASK_MISSING_EVERY != MASK_MISSING_FIRST) {
                Path mask = folder.resolve(path + "_mask_id_" + s.lesion().number() + ".tif");
                ImageFiles.writeTiff(mask, s.mask(), TiffCompression.PACKBITS);
            }
            int copies = ordinal % SECOND_ROW_EVERY == SECOND_ROW_FIRST ? 2 : 1;
            for (int c = 0; c < copies; c++) {
                rows.features().add(featureRow(patient, plan, rendered.image(), s, id + c));
                rows.outlines().add(outlineRow(patient, plan, s, id + c, path));
            }
            id += 2;
        }
        return rows;
    }

    private static TiffCompression compression(String set) {
        return switch (set) {
            case "F02" -> TiffCompression.LZW;
            case "F03" -> TiffCompression.PACKBITS;
            case "DN01" -> TiffCompression.DEFLATE;
            default -> TiffCompression.NONE;
        };
    }

    /** Writes the tables of all sets. */
    void tables(Map<String, Rows> rowsBySet) throws IOException {
        for (Map.Entry<String, Rows> entry : new TreeMap<>(rowsBySet).entrySet()) {
            String set = entry.getKey();
            String prefix = "bcdr_" + set.toLowerCase(Locale.ROOT);
            Path folder = folder(root, set);
            Rows rows = entry.getValue();
            if (set.equals(Cohort.NORMALS)) {
                table(folder.resolve(prefix + "_img.csv"), imageHeader(), rows.images());
            } else {
                table(folder.resolve(prefix + "_features.csv"), featureHeader(), rows.features());
                table(folder.resolve(prefix + "_outlines.csv"), outlineHeader(), rows.outlines());
            }
        }
    }

    private static void table(Path file, String header, List<String> rows) throws IOException {
        AtomicFiles.writeString(file, header + "\n" + String.join("\n", rows) + "\n");
    }

    static String featureHeader() {
        List<String> names = new ArrayList<>(KEYS);
        names.addAll(FINDINGS);
        names.addAll(List.of(LesionFeatures.NAMES));
        names.add("classification");
        return String.join(",", names);
    }

    private static String outlineHeader() {
        List<String> names = new ArrayList<>(KEYS);
        names.addAll(List.of("image_filename", "lw_x_points", "lw_y_points"));
        names.addAll(FINDINGS);
        names.add("classification");
        return String.join(",", names);
    }

    private static String imageHeader() {
        return "patient_id,study_id,series,image_filename,image_type_name,image_type_id,age,density";
    }

    private static String imageRow(Patient patient, ViewPlan plan, String path) {
        // The table of images counts views from 0, the tables of lesions from 1.
        return String.format(
                Locale.ROOT,
                "%d,%d,1, %s.tif, %s,%d,%s,%s",
                patient.number(),
                patient.study(),
                path,
                plan.view().code(),
                plan.view().number() - 1,
                age(patient),
                density(patient, plan));
    }

    private static String keys(Patient patient, ViewPlan plan, Segmentation s, int segmentation) {
        return String.format(
                Locale.ROOT,
                "%d,%d,1,%d,%d,%d",
                patient.number(),
                patient.study(),
                s.lesion().number(),
                segmentation,
                plan.view().number());
    }

    private static String findings(Patient patient, ViewPlan plan, PhantomLesion lesion) {
        boolean clustered = lesion.calcifications() == PhantomLesion.Calcifications.CLUSTERED;
        return String.format(
                Locale.ROOT,
                "1,%d,%d,%d,0,0,0,%s,%s",
                lesion.mass() ? 1 : 0,
                lesion.calcified() ? 1 : 0,
                clustered ? 1 : 0,
                age(patient),
                density(patient, plan));
    }

    private static String featureRow(
            Patient patient, ViewPlan plan, GrayImage image, Segmentation s, int segmentation) {
        StringJoiner row = new StringJoiner(",");
        row.add(keys(patient, plan, s, segmentation));
        row.add(findings(patient, plan, s.lesion()));
        for (double value : LesionFeatures.of(image, s)) {
            row.add(String.format(Locale.ROOT, "%.5f", value));
        }
        return row.add(classification(s.lesion())).toString();
    }

    private static String outlineRow(Patient patient, ViewPlan plan, Segmentation s, int segmentation, String path) {
        return String.join(
                ",",
                keys(patient, plan, s, segmentation),
                " " + path + ".tif",
                points(s.xs()),
                points(s.ys()),
                findings(patient, plan, s.lesion()),
                classification(s.lesion()));
    }

    private static String classification(PhantomLesion lesion) {
        return lesion.malignant() ? " Malign " : " Benign ";
    }

    private static String age(Patient patient) {
        return patient.age() == null ? "NaN" : " " + patient.age();
    }

    private static String density(Patient patient, ViewPlan plan) {
        if (!patient.densityOnRecord()) {
            return patient.number() % 2 == 0 ? " NaN " : " ";
        }
        return " " + plan.density() + " ";
    }

    private static String points(int[] values) {
        StringBuilder text = new StringBuilder();
        for (int value : values) {
            text.append(' ').append(value);
        }
        return text.toString();
    }
}
