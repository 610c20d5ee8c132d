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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CBIS-DDSM (Lee et al., 2017): films with masks and pathology, as The Cancer Imaging Archive hands it out, or as the JPEG
 * edition that lies in a folder per series. The tables {@code mass_case_description_train_set.csv} and its three sisters have a
 * row per abnormality. It has no normal films: healthy windows are cut from the same images, away from every abnormality. A view
 * that lies in the set of masses and in that of calcifications is one image with the lesions of both.
 */
final class CbisDdsmArchive implements Archive {
    /** Its films have some hundred healthy windows. */
    private static final int HEALTHY_PER_IMAGE = 2;

    private static final Pattern TABLE =
            Pattern.compile("(mass|calc)_case_description_(train|test)_set\\.csv", Pattern.CASE_INSENSITIVE);
    private static final String FULL = "image file path";
    private static final String CROPPED = "cropped image file path";
    private static final String MASK = "roi mask file path";

    private final Path directory;
    private final Map<String, Image> views = new LinkedHashMap<>();
    private final Map<String, Set<OfficialSplit>> splits = new HashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    CbisDdsmArchive(Path directory) {
        this.directory = directory;
    }

    /** A film and what the rows of its view say. */
    private record Image(Path file, String set, String patient, Facts facts, Map<String, Lesion> lesions) {}

    @Override
    public Catalogue catalogue(Progress progress) {
        Tree tree = Tree.of(directory, directory);
        skipped.addAll(tree.skipped());
        CbisDdsmFiles files = new CbisDdsmFiles(tree);
        int tables = 0;
        for (Path file : tree.files()) {
            Matcher name = TABLE.matcher(file.getFileName().toString());
            if (name.matches()) {
                progress.checkCancelled();
                String set = (name.group(1) + "-" + name.group(2)).toLowerCase(Locale.ROOT);
                read(
                        CsvTable.read(file, tree.name(file), "patient_id", FULL, CROPPED, MASK, "pathology"),
                        set,
                        files,
                        tree);
                tables++;
            }
        }
        if (tables == 0) {
            throw new UserException("The archive " + directory + " has no table such as"
                    + " mass_case_description_train_set.csv. Set singan.archive.directory to the folder that the tables and"
                    + " the images of CBIS-DDSM lie in.");
        }
        long both = splits.values().stream().filter(of -> of.size() > 1).count();
        if (both > 0) {
            notes.add(both
                    + " films are in the official training set of masses and in the test set of calcifications, or the"
                    + " other way round; they count as test");
        }
        return new Catalogue(sources(tree), skipped, notes);
    }

    private List<SourceImage> sources(Tree tree) {
        Map<String, SourceImage> sources = new TreeMap<>();
        views.forEach((view, image) -> {
            String name = tree.name(image.file());
            sources.put(
                    name,
                    new SourceImage(
                            image.file(),
                            name,
                            image.set(),
                            Format.FILM,
                            image.patient(),
                            WindowRule.FILM,
                            List.copyOf(image.lesions().values()),
                            image.facts().healthy(),
                            split(view)));
        });
        return List.copyOf(sources.values());
    }

    /** A table none of whose films is there belongs to a part that was not downloaded. */
    private void read(CsvTable table, String set, CbisDdsmFiles files, Tree tree) {
        if (table.rows().stream().noneMatch(row -> files.film(row.text(FULL)) != null)) {
            notes.add("none of the films of " + table.name() + " is there; the table is left out");
            return;
        }
        table.rows().forEach(row -> read(row, set, files, tree));
    }

    private void read(Row row, String set, CbisDdsmFiles files, Tree tree) {
        Path film = files.film(row.text(FULL));
        String patient = row.text("patient_id");
        Integer view = Views.of(row.text("left or right breast"), row.text("image view"));
        String classification = classification(row.text("pathology"));
        List<String> wrong = new ArrayList<>();
        if (film == null) {
            wrong.add("the film '" + row.text(FULL) + "' is not there. Download it");
        }
        if (patient == null) {
            wrong.add("patient_id has no value");
        }
        if (view == null) {
            wrong.add("left or right breast and image view are '" + row.text("left or right breast") + "' and '"
                    + row.text("image view") + "', but must be LEFT or RIGHT and CC or MLO");
        }
        if (classification == null) {
            wrong.add("pathology is '" + row.text("pathology")
                    + "', but must be MALIGNANT, BENIGN or BENIGN_WITHOUT_CALLBACK");
        }
        if (film == null || patient == null || view == null || classification == null) {
            skipped.add(row.damaged(String.join("; ", wrong)));
            return;
        }
        Facts facts = facts(row, set, view, classification);
        String key = patient + " " + view;
        splits.computeIfAbsent(key, one -> EnumSet.noneOf(OfficialSplit.class))
                .add(set.endsWith("test") ? OfficialSplit.TEST : OfficialSplit.TRAINING);
        views.computeIfAbsent(key, one -> new Image(film, set, patient, facts, new LinkedHashMap<>()))
                .lesions()
                .putIfAbsent(lesionKey(row, set), lesion(row, set, facts, files, tree));
    }

    /** Masses and calcifications were divided each by themselves: who is in a test set of one is in no training set. */
    private OfficialSplit split(String view) {
        Set<OfficialSplit> of = splits.getOrDefault(view, Set.of());
        return of.contains(OfficialSplit.TEST) ? OfficialSplit.TEST : OfficialSplit.TRAINING;
    }

    /** Parts of one abnormality have a mask each. */
    private static String lesionKey(Row row, String set) {
        return set + " " + row.text("abnormality id") + " " + row.text(MASK);
    }

    private Lesion lesion(Row row, String set, Facts facts, CbisDdsmFiles files, Tree tree) {
        String id = set.substring(0, 4) + "-" + row.text("abnormality id");
        List<Lesion.MaskFile> candidates = files.cutouts(row.text(MASK), row.text(CROPPED)).stream()
                .map(file -> new Lesion.MaskFile(file, tree.name(file)))
                .toList();
        if (candidates.isEmpty()) {
            skipped.add(row.damaged("the mask '" + row.text(MASK) + "' is not there. Download it"));
            return new Lesion(id, Lesion.Region.UNKNOWN, null);
        }
        return new Lesion(id, new Lesion.AmongFiles(candidates), facts);
    }

    private static Facts facts(Row row, String set, int view, String classification) {
        Double density =
                row.number("breast_density") == null ? row.number("breast density") : row.number("breast_density");
        boolean mass = set.startsWith("mass");
        return Facts.ofTable(
                classification,
                view,
                view,
                null,
                density != null && density >= 1 && density <= 4 ? density : null,
                mass ? 0 : 1,
                mass ? 1 : 0);
    }

    private static @Nullable String classification(@Nullable String pathology) {
        return "BENIGN_WITHOUT_CALLBACK".equalsIgnoreCase(pathology)
                ? Classes.BENIGN
                : Classes.NORMAL.equals(Classes.of(pathology)) ? null : Classes.of(pathology);
    }

    /** CBIS-DDSM as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new CbisDdsmArchive(directory);
        }

        @Override
        public String title() {
            return "CBIS-DDSM, the Curated Breast Imaging Subset of DDSM";
        }

        @Override
        public String layout() {
            return "the folder of mass_case_description_train_set.csv, its three sisters and the images";
        }

        @Override
        public String terms() {
            return "derive from CBIS-DDSM, which its authors pass on under CC BY:\nname them (Lee et al., Scientific Data 4, 170177, 2017) wherever these"
                    + " files go.";
        }

        /** Films of up to 5500x7000 pixels and 16 bits with masks as large. */
        @Override
        public int megabytesPerImage() {
            return 160;
        }

        @Override
        public int healthyPerImage() {
            return HEALTHY_PER_IMAGE;
        }
    }
}
