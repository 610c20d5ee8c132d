package dev.singan.dataset.patch;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Progress;
import dev.singan.base.Spreadsheet;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.record.Alike;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.NormalForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code patches/extraction.json} into {@code patches/metadata.jsonl} and three tables for spreadsheets,
 * {@code metadata/lesion_patch_features.csv}, {@code film_healthy_patch_features.csv} and {@code digital_healthy_patch_features.csv}.
 */
public final class Metadata {
    /** Columns that are written where an archive says them of any patch: those of DICOM images, and the official split. */
    private static final List<Column> FURTHER = List.of(
            new Column("manufacturer", Patch::manufacturer, Metadata::ofDevice),
            new Column("implant", Patch::implant, Metadata::ofDevice),
            new Column(
                    "split",
                    patch -> patch.split() == null ? null : patch.split().label(),
                    patch -> patch.split() != null));

    private static final String[] COLUMNS = {
        "patch_id",
        "patient_id",
        "patch_file_name",
        "image_view",
        "age",
        "density",
        "Format",
        "classification",
        "mammography_nodule",
        "mammography_calcification",
        "zoom_group",
        "set",
        "image",
        "lesion_id",
        "x",
        "y",
        "width",
        "height"
    };

    private final MetadataRequest request;
    private final ExtractionResult extraction;
    private final Patients patients;
    private final @Nullable Integer lesionAge;
    private final @Nullable Integer healthyFilmAge;
    private final @Nullable Integer meanDensity;

    private Metadata(MetadataRequest request) {
        this.request = request;
        this.extraction = ExtractionResult.read(request.workDirectory());
        this.patients = new Patients(request.rules(), extraction);
        boolean means = request.rules().unknown() == MetadataRules.Unknown.MEAN;
        List<Facts> lesions = extraction.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION)
                .map(CutPatch::facts)
                .toList();
        this.lesionAge = means ? mean(lesions, Facts::age) : null;
        this.healthyFilmAge = means ? mean(lesions, facts -> filled(facts.age(), lesionAge)) : null;
        this.meanDensity =
                means ? mean(extraction.patches().stream().map(CutPatch::facts).toList(), Facts::density) : null;
    }

    /**
     * Writes the tables.
     *
     * @return the rows of the patch table, by id
     * @throws UserException where there is no extraction
     */
    public static List<Patch> run(MetadataRequest request, Progress progress) throws IOException {
        if (request.rules().healthyZoom() < 0 || request.rules().healthyZoom() > 1) {
            throw new IllegalArgumentException(
                    "healthyZoom is " + request.rules().healthyZoom());
        }
        return new Metadata(request).run(progress);
    }

    /** A column of the tables for spreadsheets, which is there where any patch says so. */
    private record Column(String name, Function<Patch, @Nullable Object> value, Predicate<Patch> isSaid) {}

    private static boolean ofDevice(Patch patch) {
        return patch.manufacturer() != null || patch.implant() != null;
    }

    /** Whether it matters in an extraction which names are one patient's: whether some are written in several ways. */
    public static boolean isAffected(ExtractionResult extraction) {
        Set<String> written = new HashSet<>();
        Set<String> normal = new HashSet<>();
        for (CutPatch patch : extraction.patches()) {
            if (written.add(patch.format() + "\n" + patch.patient())) {
                normal.add(patch.format() + "\n" + NormalForm.patient(patch.patient()));
            }
        }
        return normal.size() < written.size();
    }

    private List<Patch> run(Progress progress) throws IOException {
        List<Patch> rows = extraction.patches().stream().map(this::row).toList();
        Path folder = new WorkFolder(request.workDirectory()).metadata();
        csv(folder.resolve("lesion_patch_features.csv"), rows, patch -> patch.kind() == CutPatch.Kind.LESION);
        csv(folder.resolve("film_healthy_patch_features.csv"), rows, patch -> isHealthy(patch, Format.FILM));
        csv(folder.resolve("digital_healthy_patch_features.csv"), rows, patch -> isHealthy(patch, Format.DIGITAL));
        PatchTable.write(PatchTable.file(request.workDirectory()), rows);
        patients.notes().forEach(progress::info);
        Alike.warnings(AlikePatients.of(extraction, rows)).forEach(progress::warn);
        return rows;
    }

    private static boolean isHealthy(CutPatch patch, Format format) {
        return patch.kind() == CutPatch.Kind.HEALTHY && patch.format() == format;
    }

    private Patch row(CutPatch patch) {
        Facts facts = patch.facts();
        boolean lesion = patch.kind() == CutPatch.Kind.LESION;
        boolean means = request.rules().unknown() == MetadataRules.Unknown.MEAN;
        Integer age = filled(facts.age(), lesion ? lesionAge : patch.format() == Format.FILM ? healthyFilmAge : null);
        Integer density = filled(facts.density(), meanDensity);
        return new Patch(
                patch.fileName(),
                patients.name(patch),
                request.rules().views() == MetadataRules.Views.AS_STORED ? facts.viewAsStored() : facts.view(),
                patch.format().label(),
                facts.classification(),
                means || age == null || age >= 0 && age <= 130 ? age : null,
                means || density == null || density >= 1 && density <= 4 ? density : null,
                lesion ? patch.zoom() : 0,
                lesion ? 1 : 0,
                facts.calcification(),
                facts.nodule(),
                facts.manufacturer(),
                facts.implant(),
                patch.split());
    }

    private static @Nullable Integer filled(@Nullable Double value, @Nullable Integer otherwise) {
        return value == null ? otherwise : Integer.valueOf(value.intValue());
    }

    /** The mean of the known values, rounded towards zero; null where none is known. */
    private static @Nullable Integer mean(List<Facts> facts, Function<Facts, @Nullable Number> value) {
        OptionalDouble mean = facts.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .average();
        return mean.isPresent() ? Integer.valueOf((int) mean.getAsDouble()) : null;
    }

    private void csv(Path file, List<Patch> rows, Predicate<CutPatch> filter) throws IOException {
        StringBuilder text = new StringBuilder();
        List<Column> further = FURTHER.stream()
                .filter(column -> rows.stream().anyMatch(column.isSaid()))
                .toList();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator("\n")
                .setHeader(
                        Stream.concat(Arrays.stream(COLUMNS), further.stream().map(Column::name))
                                .toArray(String[]::new))
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (int i = 0; i < rows.size(); i++) {
                CutPatch patch = extraction.patches().get(i);
                if (filter.test(patch)) {
                    List<@Nullable Object> values = record(patch, rows.get(i));
                    for (Column column : further) {
                        values.add(column.value().apply(rows.get(i)));
                    }
                    printer.printRecord(values);
                }
            }
        }
        AtomicFiles.writeString(file, text.toString());
    }

    private List<@Nullable Object> record(CutPatch patch, Patch row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(patch.id());
        values.add(Spreadsheet.text(row.patientId()));
        values.add(patch.id() + ".png");
        values.add(row.imageView());
        values.add(row.age());
        values.add(row.density());
        values.add(row.format());
        values.add(row.classification());
        values.add(row.nodule());
        values.add(row.calcification());
        values.add(row.suspicious() == 1 ? row.zoomGroup() : request.rules().healthyZoom());
        values.add(Spreadsheet.text(patch.set()));
        values.add(Spreadsheet.text(patch.image()));
        values.add(patch.lesion() == null ? null : Spreadsheet.text(patch.lesion()));
        values.add(patch.box().x());
        values.add(patch.box().y());
        values.add(patch.box().width());
        values.add(patch.box().height());
        return values;
    }
}
