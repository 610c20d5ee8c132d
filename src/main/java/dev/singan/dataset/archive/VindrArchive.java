package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * VinDr-Mammo (Nguyen et al., 2023): {@code finding_annotations.csv}, a row per finding or per image without one, and
 * {@code images/STUDY/IMAGE.dicom}. A study is a patient. It has no pathology: findings of BI-RADS 4 and 5 count as malignant,
 * those of 2 and 3 as benign; of others no patch is cut. Healthy windows are cut from images without findings whose breast
 * is of BI-RADS 1.
 */
final class VindrArchive implements Archive {
    /** Two thirds of its 20,000 images are healthy. */
    private static final int HEALTHY_PER_IMAGE = 1;

    private static final String TABLE = "finding_annotations.csv";
    private static final String[] NEEDED = {
        "study_id",
        "image_id",
        "laterality",
        "view_position",
        "breast_birads",
        "breast_density",
        "finding_categories",
        "finding_birads",
        "xmin",
        "ymin",
        "xmax",
        "ymax"
    };

    private final Path directory;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, Image> images = new TreeMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    VindrArchive(Path directory) {
        this.directory = directory;
    }

    /** An image and what its rows say; {@code healthy} where its breast is. */
    private record Image(
            Path file,
            String set,
            String patient,
            boolean healthy,
            Facts facts,
            List<Lesion> lesions,
            @Nullable OfficialSplit split) {}

    @Override
    public Catalogue catalogue(Progress progress) {
        Tree tree = Tree.of(directory, directory);
        skipped.addAll(tree.skipped());
        for (Path file : tree.files()) {
            files.putIfAbsent(file.getFileName().toString().replaceFirst("\\.[^.]*$", ""), file);
        }
        Path table = BcdrArchive.find(tree, TABLE);
        if (table == null) {
            throw new UserException("The archive " + directory + " has no " + TABLE
                    + ". Set singan.archive.directory to the folder of the tables and images of VinDr-Mammo.");
        }
        CsvTable.read(table, tree.name(table), NEEDED).rows().forEach(row -> read(row, tree));
        List<SourceImage> sources = new ArrayList<>();
        images.forEach((name, image) -> {
            if (image.healthy() || !image.lesions().isEmpty()) {
                sources.add(source(name, image));
            }
        });
        int unused = images.size() - sources.size();
        return new Catalogue(
                sources,
                skipped,
                unused == 0
                        ? List.of()
                        : List.of(unused + " images have no finding with a place, but their breast is not of BI-RADS 1;"
                                + " nothing is cut from them"));
    }

    private static SourceImage source(String name, Image image) {
        boolean healthy = image.healthy() && image.lesions().isEmpty();
        return new SourceImage(
                image.file(),
                name,
                image.set(),
                Format.DIGITAL,
                image.patient(),
                healthy ? WindowRule.DIGITAL : WindowRule.NONE,
                image.lesions(),
                image.facts(),
                image.split());
    }

    private void read(Row row, Tree tree) {
        String patient = row.text("study_id");
        Path file = files.get(String.valueOf(row.text("image_id")));
        Integer view = Views.of(row.text("laterality"), row.text("view_position"));
        List<String> wrong = new ArrayList<>();
        if (file == null) {
            wrong.add("the image '" + row.text("image_id") + "' is not there. Download it");
        }
        if (patient == null) {
            wrong.add("study_id has no value");
        }
        if (view == null) {
            wrong.add("laterality and view_position are '" + row.text("laterality") + "' and '"
                    + row.text("view_position") + "', but must be L or R and CC or MLO");
        }
        wrong.addAll(row.unreadable("training or test", column -> row.split(), Row.SPLIT));
        if (file == null || patient == null || view == null || !wrong.isEmpty()) {
            skipped.add(row.damaged(String.join("; ", wrong)));
            return;
        }
        String split = row.text(Row.SPLIT);
        Image image = images.computeIfAbsent(
                tree.name(file),
                key -> new Image(
                        file,
                        split == null ? "VINDR" : split,
                        patient,
                        birads(row.text("breast_birads")) == 1,
                        facts(row, view, Classes.NORMAL).healthy(),
                        new ArrayList<>(),
                        row.split()));
        if (!String.valueOf(row.text("finding_categories")).contains("No Finding")) {
            image.lesions().add(lesion(row, view, image.lesions().size() + 1));
        }
    }

    private Lesion lesion(Row row, int view, int number) {
        Lesion.Region place = BoxColumns.corners(row);
        if (place == null) {
            skipped.add(row.damaged(
                    "xmin, ymin, xmax and ymax are '" + row.text("xmin") + "', '" + row.text("ymin") + "', '"
                            + row.text("xmax") + "' and '" + row.text("ymax") + "', but must be the corners of a box"));
            return new Lesion(String.valueOf(number), Lesion.Region.UNKNOWN, null);
        }
        int birads = birads(row.text("finding_birads"));
        String classification = birads >= 4 ? Classes.MALIGN : birads >= 2 ? Classes.BENIGN : null;
        return new Lesion(
                String.valueOf(number), place, classification == null ? null : facts(row, view, classification));
    }

    private static Facts facts(Row row, int view, String classification) {
        String categories = String.valueOf(row.text("finding_categories")).toLowerCase(Locale.ROOT);
        return Facts.ofTable(
                classification,
                view,
                view,
                null,
                density(row.text("breast_density")),
                categories.contains("calcification") ? 1 : 0,
                categories.contains("'mass'") ? 1 : 0);
    }

    private static @Nullable Double density(@Nullable String text) {
        int letter =
                text == null ? -1 : "ABCD".indexOf(text.toUpperCase(Locale.ROOT).replaceFirst("^DENSITY\\s*", ""));
        return letter < 0 || text == null || text.isBlank() ? null : Double.valueOf(letter + 1.0);
    }

    /** The number of {@code BI-RADS 4}; 0 where there is none. */
    private static int birads(@Nullable String text) {
        return text != null && text.matches("(?i)BI-RADS [0-6].*") ? text.charAt(8) - '0' : 0;
    }

    /** VinDr-Mammo as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new VindrArchive(directory);
        }

        @Override
        public String title() {
            return "VinDr-Mammo";
        }

        @Override
        public String layout() {
            return "the folder of finding_annotations.csv and images";
        }

        @Override
        public String terms() {
            return "derive from VinDr-Mammo, which is handed out under PhysioNet's agreement.\nIts terms bind what derives from it: do not pass it on to"
                    + " those who have not agreed to them.";
        }

        @Override
        public int healthyPerImage() {
            return HEALTHY_PER_IMAGE;
        }
    }
}
