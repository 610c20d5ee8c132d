package dev.singan.dataset.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.NormalForm;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import dev.singan.image.Box;
import dev.singan.image.dicom.DicomHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Any data set: images, masks, and one table {@code table.csv}, {@code table.jsonl}, {@code metadata.csv} or {@code metadata.jsonl} with
 * a row per lesion, or per image without lesions. Columns, named as in the patch table: {@code file_name} (the image), {@code patient_id},
 * {@code Format} (Film or Digital), {@code classification} (Normal, Benign or Malign); for lesions {@code mask_file_name}, or
 * {@code x}, {@code y}, {@code width}, {@code height}; and where they are known {@code image_view}, {@code age}, {@code density},
 * {@code calcification}, {@code nodule}, {@code set} and {@code split} (training or test). Paths are relative to the folder and may not leave it. DICOM files say
 * {@code patient_id} and {@code Format} themselves where the table does not.
 */
final class FolderArchive implements Archive {
    private static final List<String> TABLES = List.of("table.csv", "table.jsonl", "metadata.csv", "metadata.jsonl");
    private static final String[] NEEDED = {"file_name", "classification"};
    private static final String[] NEEDED_WITHOUT_HEADERS = {"file_name", "patient_id", "format", "classification"};

    private static final FactColumns FACTS = new FactColumns("image_view", "calcification", "nodule");

    private final Path directory;
    private final FolderFiles files;
    private final List<Skipped> skipped = new ArrayList<>();
    private final Map<String, Image> images = new TreeMap<>();

    FolderArchive(Path directory) {
        this.directory = directory;
        this.files = new FolderFiles(directory);
    }

    /** What the rows of one image say. */
    private record Image(
            Path file,
            String set,
            Format format,
            String patient,
            Facts facts,
            List<Lesion> lesions,
            @Nullable OfficialSplit split) {}

    @Override
    public Catalogue catalogue(Progress progress) {
        List<Path> tables = TABLES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .toList();
        if (tables.size() != 1) {
            throw new UserException(
                    "The folder " + directory + " must hold one of " + String.join(", ", TABLES) + ", but holds "
                            + (tables.isEmpty()
                                    ? "none"
                                    : String.join(
                                            " and ",
                                            tables.stream()
                                                    .map(t -> t.getFileName().toString())
                                                    .toList()))
                            + ". Its columns: file_name, patient_id, Format and classification, and for a lesion mask_file_name"
                            + " or x, y, width and height.");
        }
        rows(tables.get(0)).forEach(this::add);
        List<SourceImage> sources = new ArrayList<>();
        images.forEach((name, image) -> sources.add(new SourceImage(
                image.file(),
                name,
                image.set(),
                image.format(),
                image.patient(),
                image.format() == Format.FILM
                        ? WindowRule.FILM
                        : image.lesions().isEmpty() ? WindowRule.DIGITAL : WindowRule.NONE,
                image.lesions(),
                image.facts(),
                image.split())));
        return new Catalogue(sources, skipped, List.of());
    }

    private List<Row> rows(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".csv") ? csvRows(file, name) : jsonRows(file, name);
    }

    private List<Row> csvRows(Path file, String name) {
        List<Row> rows = CsvTable.read(file, name, NEEDED).rows();
        return rows.stream().anyMatch(this::isDicom)
                ? rows
                : CsvTable.read(file, name, NEEDED_WITHOUT_HEADERS).rows();
    }

    private boolean isDicom(Row row) {
        String name = row.text("file_name");
        Path file = name == null ? null : files.find(name).path();
        return file != null && DicomHeader.read(file) != null;
    }

    private static List<Row> jsonRows(Path file, String name) {
        List<Row> rows = new ArrayList<>();
        List<String> lines = CsvTable.text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                JsonNode node = Json.mapper().readTree(lines.get(i));
                Map<String, String> values = new LinkedHashMap<>();
                node.fields().forEachRemaining(field -> {
                    if (!field.getValue().isNull()) {
                        values.put(
                                field.getKey().toLowerCase(Locale.ROOT),
                                field.getValue().asText().strip());
                    }
                });
                rows.add(new Row(name, i + 1, values, false));
            } catch (JsonProcessingException e) {
                throw new UserException(
                        "The table " + file + ", line " + (i + 1) + " is not JSON (" + Json.place(e) + ")"
                                + ". Mend the line.",
                        e);
            }
        }
        return rows;
    }

    private void add(Row row) {
        for (String column : NEEDED) {
            if (row.text(column) == null) {
                skipped.add(row.damaged("'" + column + "' has no value"));
                return;
            }
        }
        FolderFiles.Found found = files.find(String.valueOf(row.text("file_name")));
        Path file = found.path();
        DicomHeader header = file == null ? null : header(row, file);
        Format format = row.text("format") == null ? format(header) : format(row.text("format"));
        String patient = row.text("patient_id") == null && header != null ? header.patient() : row.text("patient_id");
        String classification = Classes.of(row.text("classification"));
        if (file == null || format == null || classification == null || patient == null) {
            skipped.add(row.damaged(unusable(row, found, format, patient, classification)));
            return;
        }
        List<String> unreadable = new ArrayList<>(FACTS.unreadable(row));
        unreadable.addAll(row.unreadable("training or test", column -> row.split(), Row.SPLIT));
        if (!unreadable.isEmpty()) {
            skipped.add(row.damaged(String.join("; ", unreadable)));
            if (classification.equals(Classes.NORMAL)) {
                return;
            }
        }
        Facts facts = FACTS.facts(row, classification);
        String name = Tree.name(directory, file);
        String set = row.text("set");
        Image image = images.computeIfAbsent(
                name,
                key -> new Image(
                        file,
                        set == null ? "FOLDER" : set,
                        format,
                        patient,
                        facts.healthy(),
                        new ArrayList<>(),
                        row.split()));
        if (!NormalForm.patient(image.patient()).equals(NormalForm.patient(patient))
                || image.format() != format
                || image.split() != row.split()) {
            skipped.add(row.damaged("patient_id, Format or split differs from an earlier row of " + name));
            return;
        }
        if (classification.equals(Classes.NORMAL)) {
            return;
        }
        Lesion.Place place = place(row);
        // Of a lesion without a place or with facts that cannot be read no patch is cut, but windows keep away from it.
        image.lesions()
                .add(new Lesion(
                        String.valueOf(image.lesions().size() + 1),
                        place == null ? Lesion.Region.UNKNOWN : place,
                        place == null || !unreadable.isEmpty() ? null : facts));
    }

    private static String unusable(
            Row row,
            FolderFiles.Found found,
            @Nullable Format format,
            @Nullable String patient,
            @Nullable String classification) {
        List<String> reasons = new ArrayList<>();
        if (found.path() == null) {
            reasons.add("file_name '" + row.text("file_name") + "' " + found.reason());
        }
        if (found.path() != null && patient == null) {
            reasons.add("'patient_id' has no value");
        }
        if (row.text("format") == null && found.path() != null && format == null) {
            reasons.add("'format' has no value");
        } else if (row.text("format") != null && format == null) {
            reasons.add("Format is '" + row.text("format") + "', but must be Film or Digital");
        }
        if (classification == null) {
            reasons.add("classification is '" + row.text("classification") + "', but must be Normal, Benign or Malign");
        }
        return String.join("; ", reasons);
    }

    /** Where a lesion is; null, and listed, where the row does not say it. */
    private Lesion.@Nullable Place place(Row row) {
        String name = row.text("mask_file_name");
        if (name != null) {
            FolderFiles.Found mask = files.find(name);
            if (mask.path() != null) {
                return new Lesion.MaskFile(mask.path(), Tree.name(directory, mask.path()));
            }
            skipped.add(row.damaged("mask_file_name '" + name + "' " + mask.reason()));
            return null;
        }
        Box box = BoxColumns.read(row);
        if (box == null) {
            skipped.add(row.damaged(
                    BoxColumns.isSaid(row)
                            ? String.join("; ", BoxColumns.wrong(row))
                            : "the lesion has neither a mask file (mask_file_name) nor a box (x, y, width, height)"));
            return null;
        }
        return new Lesion.Region(box, false);
    }

    /** What the image says itself, asked only where the table is silent. */
    private static @Nullable DicomHeader header(Row row, Path file) {
        return row.text("patient_id") == null || row.text("format") == null ? DicomHeader.read(file) : null;
    }

    private static @Nullable Format format(@Nullable DicomHeader header) {
        return header == null || header.film() == null ? null : header.film() ? Format.FILM : Format.DIGITAL;
    }

    private static @Nullable Format format(@Nullable String label) {
        for (Format format : Format.values()) {
            if (format.label().equalsIgnoreCase(label)) {
                return format;
            }
        }
        return null;
    }

    /** Any data set as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new FolderArchive(directory);
        }

        @Override
        public String title() {
            return "a collection of the study's own";
        }

        @Override
        public String layout() {
            return "the folder of your images and their table";
        }

        @Override
        public String terms() {
            return "derive from images whose terms this software does not know.\nDo not pass them on before whoever answers for those images has agreed;"
                    + " `singan.attach.licence` names a text to stand here.";
        }
    }
}
