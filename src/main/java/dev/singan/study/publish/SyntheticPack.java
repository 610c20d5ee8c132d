package dev.singan.study.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Limits;
import dev.singan.base.Progress;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.gan.model.ModelDescription;
import dev.singan.metric.SampleQuality;
import dev.singan.study.Augmentation;
import dev.singan.study.phase.FolderManifest;
import dev.singan.study.phase.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Packs what a study made for others to take: the synthetic data set, and the models. Both zip files hold a README, a licence note, a model
 * card per SinGAN, {@code checksums.sha256} and {@code manifest.json} ({@link SyntheticManifest}). The README begins as the Hugging Face
 * Hub's cards do, and the data set's {@code synthetic/} folder can be loaded by its {@code imagefolder}; {@code croissant.json} describes it.
 * Its {@code singan/} holds of each model all but the weights and the training image.
 */
public final class SyntheticPack {
    static final String SAMPLES = "synthetic/";
    static final String MODELS = "singan/";

    private final PackRequest request;
    private final ArchiveKind archive;
    private final List<Made> singans = new ArrayList<>();

    private SyntheticPack(PackRequest request) throws IOException {
        this.request = request;
        this.archive = ExtractionResult.read(request.workDirectory()).archive();
        Map<Integer, Patch> patches = PatchTable.read(PatchTable.file(request.workDirectory())).stream()
                .collect(Collectors.toMap(Patch::id, Function.identity()));
        for (int id : request.sources()) {
            Patch patch = patches.get(id);
            if (patch == null) {
                throw new UserException("There is no patch " + id + " in metadata.jsonl: run mvn verify.");
            }
            singans.add(made(patch));
        }
    }

    /**
     * A SinGAN with what was made of it.
     *
     * @param patch its source
     * @param patchSha256 of the source's file
     * @param model what it is
     * @param quality what its samples scored
     * @param samples the samples' files, in their order
     */
    record Made(Patch patch, String patchSha256, ModelDescription model, SampleQuality quality, List<Path> samples) {}

    /** Writes both zip files. The same study gives the same bytes. */
    public static void run(PackRequest request, Progress progress) throws IOException {
        SyntheticPack pack = new SyntheticPack(request);
        pack.write(request.synthetic(), true);
        progress.checkCancelled();
        pack.write(request.models(), false);
    }

    private Made made(Patch patch) throws IOException {
        WorkFolder folder = new WorkFolder(request.workDirectory());
        Path samples = folder.synthetic(patch.id());
        Path model = folder.singan(patch.id());
        SampleQuality quality =
                Records.read(WorkFolder.sifid(samples), SampleQuality.class, "Run the goal singan:augment again.");
        List<Path> images = files(samples, name -> name.endsWith(".png"));
        if (images.size() != quality.values().size()) {
            throw new UserException("synthetic/" + patch.id() + " holds " + images.size() + " samples, but its "
                    + WorkFolder.sifid(samples).getFileName() + " tells of "
                    + quality.values().size() + ". Run the goal singan:augment again.");
        }
        return new Made(
                patch,
                Hashes.sha256(folder.patches().resolve(patch.fileName())),
                ModelDescription.read(model),
                quality,
                images);
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(Files::isRegularFile)
                    .filter(f -> wanted.test(f.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private void write(Path file, boolean synthetic) throws IOException {
        StoredZip zip = new StoredZip();
        for (Made one : singans) {
            String id = Integer.toString(one.patch().id());
            if (synthetic) {
                addAll(zip, SAMPLES, id, name -> true);
            }
            addAll(zip, MODELS, id, name -> !synthetic || !isWeightsOrSource(name));
            text(zip, "cards/" + id + ".md", PackCards.model(one));
        }
        if (synthetic) {
            String rows = rows();
            text(zip, SAMPLES + "metadata.jsonl", rows);
            text(zip, Croissant.FILE, croissant(rows));
        }
        if (!synthetic && Medigan.knows(singans)) {
            zip.add(Medigan.CODE, Medigan::code);
            text(zip, Medigan.ENTRIES, medigan());
        }
        zip.add(FolderManifest.SCHEMA_FILE, () -> {
            try (InputStream schema = FolderManifest.definition()) {
                return schema.readAllBytes();
            }
        });
        text(zip, "README.md", header(synthetic) + PackCards.readme(archive, singans, request.study(), synthetic));
        text(zip, "LICENCE.md", licence(synthetic));
        text(zip, Checksums.FILE, Checksums.of(zip.hashes()));
        SyntheticManifest manifest = new SyntheticManifest(
                SyntheticManifest.SCHEMA,
                archive,
                archive.provider().isReal(),
                singans.isEmpty()
                        ? 0
                        : singans.get(0).model().config().pyramid().imageSize(),
                singans.stream().map(SyntheticPack::source).toList(),
                request.study(),
                zip.hashes());
        text(zip, Manifest.FILE, Json.pretty(manifest));
        zip.write(file);
    }

    private String croissant(String rows) {
        byte[] table = rows.getBytes(StandardCharsets.UTF_8);
        Croissant description = new Croissant(
                request.publication(),
                archive.provider().title(),
                archive.provider().isReal(),
                request.licence() != null);
        return description.json(images(), singans.size(), table.length, Hashes.sha256(table));
    }

    private String medigan() {
        return Medigan.entries(
                request.publication(), archive.provider().title(), isFree() ? "Apache-2.0" : "see LICENCE.md", singans);
    }

    private int images() {
        return singans.stream().mapToInt(one -> one.samples().size()).sum();
    }

    /** Only what comes of generated images is free where the study says nothing else. */
    private boolean isFree() {
        return !archive.provider().isReal() && request.licence() == null;
    }

    /** What the Hub reads. */
    private String header(boolean synthetic) {
        return synthetic
                ? CardHeader.ofData("Synthetic malignant mammogram patches", isFree(), images())
                : CardHeader.ofModels(isFree());
    }

    private void addAll(StoredZip zip, String folder, String id, Predicate<String> wanted) throws IOException {
        for (Path file : files(request.workDirectory().resolve(folder).resolve(id), wanted)) {
            zip.add(folder + id + "/" + file.getFileName(), () -> Files.readAllBytes(file));
        }
    }

    private static boolean isWeightsOrSource(String name) {
        return name.endsWith(".safetensors") || name.equals(Augmentation.TRAINING_IMAGE);
    }

    private static void text(StoredZip zip, String name, String text) {
        zip.add(name, () -> text.getBytes(StandardCharsets.UTF_8));
    }

    private String licence(boolean synthetic) throws IOException {
        return request.licence() == null
                ? PackCards.licence(archive, synthetic)
                : new String(Limits.bytes(request.licence(), Limits.LINE), StandardCharsets.UTF_8);
    }

    private static SyntheticManifest.Source source(Made one) {
        Patch patch = one.patch();
        return new SyntheticManifest.Source(
                patch.id(),
                patch.fileName(),
                one.patchSha256(),
                patch.patientId(),
                patch.format(),
                patch.zoomGroup(),
                one.samples().size());
    }

    /** A sample as {@code metadata.jsonl} of the data set tells it: what it was made from, and what it shares with that. */
    @JsonPropertyOrder({
        "file_name",
        "classification",
        "suspicious",
        "synthetic",
        "source_patch",
        "source_patient",
        "image_view",
        "Format",
        "density",
        "zoom_group",
        "calcification",
        "nodule",
        "sifid"
    })
    private record Row(
            @JsonProperty("file_name") String fileName,
            @JsonProperty("classification") String classification,
            @JsonProperty("suspicious") int suspicious,
            @JsonProperty("synthetic") int synthetic,
            @JsonProperty("source_patch") int sourcePatch,
            @JsonProperty("source_patient") String sourcePatient,
            @JsonProperty("image_view") @Nullable Integer imageView,
            @JsonProperty("Format") String format,
            @JsonProperty("density") @Nullable Integer density,
            @JsonProperty("zoom_group") int zoomGroup,
            @JsonProperty("calcification") @Nullable Integer calcification,
            @JsonProperty("nodule") @Nullable Integer nodule,
            @JsonProperty("sifid") double sifid) {}

    private String rows() {
        StringBuilder rows = new StringBuilder();
        for (Made one : singans) {
            for (int i = 0; i < one.samples().size(); i++) {
                rows.append(Json.line(row(one, i))).append('\n');
            }
        }
        return rows.toString();
    }

    private static Row row(Made one, int number) {
        Patch patch = one.patch();
        return new Row(
                patch.id() + "/" + one.samples().get(number).getFileName(),
                patch.classification(),
                patch.suspicious(),
                1,
                patch.id(),
                patch.patientId(),
                patch.imageView(),
                patch.format(),
                patch.density(),
                patch.zoomGroup(),
                patch.calcification(),
                patch.nodule(),
                one.quality().values().get(number));
    }
}
