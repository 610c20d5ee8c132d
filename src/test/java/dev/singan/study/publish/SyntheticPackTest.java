package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.study.evaluate.SmallStudy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticPackTest {
    private static final int SIZE = 64;

    private static final Publication PUBLICATION = new Publication(
            "maker", "1.2.3", "pkg:maven/org.example/maker@1.2.3", List.of("Example"), "2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    private SmallStudy study;
    private List<Integer> ids;
    private Path samples;
    private Path models;

    @BeforeEach
    void pack() throws IOException {
        Experiment experiment = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2")
                .sources(SourceRule.choose(2, List.of(3)))
                .build();
        study = new SmallStudy(directory.resolve("work"), experiment, 36);
        ids = ArmPlan.of(study.table(), experiment).sources().stream()
                .map(Patch::id)
                .toList();
        for (int id : ids) {
            Path model = study.folder().resolve("singan/" + id);
            Files.writeString(model.resolve("scale-0.safetensors"), "weights");
            Files.writeString(model.resolve("image.png"), "the patient's patch");
            Files.writeString(model.resolve("losses.csv"), "scale,iteration\n");
        }
        samples = directory.resolve("synthetic.zip");
        models = directory.resolve("models.zip");
        run(samples, models);
    }

    @Test
    void theDataSetHoldsImagesTableCardsAndLicenceButNeitherWeightsNorTheTrainingImage() throws IOException {
        int id = ids.get(0);
        try (ZipFile zip = new ZipFile(samples.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains(
                            "README.md",
                            "LICENCE.md",
                            "manifest.json",
                            "synthetic/metadata.jsonl",
                            "synthetic/" + id + "/0000.png",
                            "synthetic/" + id + "/sifid.json",
                            "singan/" + id + "/model.json",
                            "singan/" + id + "/losses.csv",
                            "cards/" + id + ".md")
                    .noneMatch(name -> name.endsWith(".safetensors") || name.endsWith("image.png"));
            JsonNode row =
                    Json.mapper().readTree(text(zip, "synthetic/metadata.jsonl").split("\n", 2)[0]);
            assertThat(row.path("file_name").asText()).isEqualTo(id + "/0000.png");
            assertThat(row.path("classification").asText()).isEqualTo("Malign");
            assertThat(row.path("synthetic").asInt()).isEqualTo(1);
            assertThat(row.path("source_patch").asInt()).isEqualTo(id);
            assertThat(text(zip, "LICENCE.md")).contains("Treat both as data of the patient");
        }
    }

    /** What the description, the card's header and the list of checksums say is what the zip file holds. */
    @Test
    void theDescriptionsAgreeWithTheFiles() throws IOException {
        try (ZipFile zip = new ZipFile(samples.toFile())) {
            JsonNode croissant = Json.mapper().readTree(text(zip, "croissant.json"));
            JsonNode table = croissant.path("distribution").path(0);
            String rows = text(zip, table.path("contentUrl").asText());
            assertThat(table.path("sha256").asText()).isEqualTo(Hashes.sha256(rows));
            assertThat(table.path("contentSize").asText())
                    .isEqualTo(rows.getBytes(StandardCharsets.UTF_8).length + " B");
            List<String> columns = new ArrayList<>();
            croissant.path("recordSet").path(0).path("field").forEach(field -> {
                JsonNode column = field.path("source").path("extract").path("column");
                if (column.isTextual()) {
                    columns.add(column.asText());
                }
            });
            assertThat(columns)
                    .containsExactlyInAnyOrderElementsOf(
                            keys(Json.mapper().readTree(rows.split("\n", 2)[0])));
            assertThat(croissant.path("datePublished").asText()).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(croissant.path("license").path("url").asText()).isEqualTo("LICENCE.md");
            assertThat(text(zip, "README.md")).startsWith("---\nlicense: \"other\"\n");

            List<String> listed = text(zip, "checksums.sha256").lines().toList();
            for (String line : listed) {
                String[] parts = line.split("  ", 2);
                try (InputStream in = zip.getInputStream(zip.getEntry(parts[1]))) {
                    assertThat(Hashes.sha256(in.readAllBytes())).as(parts[1]).isEqualTo(parts[0]);
                }
            }
            assertThat(zip.size()).isEqualTo(listed.size() + 2); // itself and the manifest, which lists it
        }
    }

    @Test
    void theModelsAreWhole() throws IOException {
        try (ZipFile zip = new ZipFile(models.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("singan/" + ids.get(0) + "/scale-0.safetensors", "singan/" + ids.get(0) + "/image.png")
                    .noneMatch(name -> name.startsWith("synthetic/"));
        }
    }

    /** The keys are those of medigan's template.json; the code's agreement with the models is tried by src/test/reference/medigan_package.py. */
    @Test
    void theModelsAreAPackageForMedigan() throws IOException {
        try (ZipFile zip = new ZipFile(models.toFile())) {
            assertThat(text(zip, "__init__.py")).contains("def generate(model_file, num_samples=1, output_path=");
            JsonNode entries = Json.mapper().readTree(text(zip, "medigan.json"));
            assertThat(entries.size()).isEqualTo(ids.size());
            for (JsonNode entry : entries) {
                JsonNode execution = entry.path("execution");
                String model = execution.path("model_name").asText() + execution.path("extension").asText();
                assertThat(zip.getEntry(model)).as(model).isNotNull();
                assertThat(keys(execution))
                        .contains("package_name", "package_link", "image_size", "dependencies", "generate_method");
                assertThat(execution.path("generate_method").path("args").path("base").toString())
                        .isEqualTo("[\"model_file\",\"num_samples\",\"output_path\",\"save_images\"]");
                assertThat(keys(entry.path("selection")))
                        .contains(
                                "performance", "use_cases", "organ", "modality", "vendors", "centres", "function", "condition",
                                "dataset", "augmentations", "generates", "height", "width", "depth", "type", "license",
                                "dataset_type", "privacy_preservation", "tags", "year");
                assertThat(keys(entry.path("description")))
                        .contains(
                                "title", "provided_date", "trained_date", "provided_after_epoch", "version", "publication",
                                "doi", "comment");
            }
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void theSameStudyGivesTheSameBytesInEveryTimeZone() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            run(directory.resolve("again.zip"), directory.resolve("again-models.zip"));
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(directory.resolve("again.zip")).hasSameBinaryContentAs(samples);
        assertThat(directory.resolve("again-models.zip")).hasSameBinaryContentAs(models);
    }

    @Test
    void whatIsTakenIsWhatWasPacked() throws IOException {
        SyntheticSource source = SyntheticSource.open(samples);
        assertThat(source.ids()).isEqualTo(ids);
        source.check(ids, study.table(), patches(), SIZE);
        source.checkSamples(ids, 1);
        source.unpackSamples(ids, patches(), directory.resolve("taken/synthetic"));
        source.unpackModels(ids, directory.resolve("taken/singan"));
        for (int id : ids) {
            assertThat(directory.resolve("taken/synthetic/" + id + "/0000.png"))
                    .hasSameBinaryContentAs(study.folder().resolve("synthetic/" + id + "/0000.png"));
            assertThat(directory.resolve("taken/singan/" + id + "/model.json"))
                    .hasSameBinaryContentAs(study.folder().resolve("singan/" + id + "/model.json"));
        }
        assertThat(source.origin().command()).isEqualTo("mvn install");
        assertThat(source.origin().sha256()).isEqualTo(Hashes.sha256(samples));
    }

    @Test
    void samplesOfAnotherSourcePatchAreRefused() throws IOException {
        Path patch = patches()
                .resolve(study.table().stream()
                        .filter(p -> p.id() == ids.get(0))
                        .findFirst()
                        .orElseThrow()
                        .fileName());
        Files.writeString(patch, "another patch");
        SyntheticSource source = SyntheticSource.open(samples);
        assertThatThrownBy(() -> source.check(ids, study.table(), patches(), SIZE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was trained on lesion/" + ids.get(0) + ".png of patient ")
                .hasMessageContaining(Hashes.sha256("another patch"))
                .hasMessageContaining("remove singan.synthetic to train SinGANs here");
        List<Patch> fewer =
                study.table().stream().filter(p -> p.id() != ids.get(0)).toList();
        assertThatThrownBy(() -> source.checkTable(ids, fewer))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no patch " + ids.get(0) + " here");
    }

    @Test
    void samplesOfAnotherSizeOrTooFewAreRefused() throws IOException {
        SyntheticSource source = SyntheticSource.open(samples);
        assertThatThrownBy(() -> source.check(ids, study.table(), patches(), 32))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Dsingan.gan.size=64");
        assertThatThrownBy(() -> source.checkSamples(ids, 5000))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("An arm needs 5000 samples");
        assertThatThrownBy(() -> source.checkSamples(List.of(123_456), 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.sources names patch 123456");
    }

    @Test
    void aChangedSampleIsNoticed() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/0000.png";
        Path forged = copy(Map.of(name, "forged"), Map.of());
        assertThatThrownBy(() -> SyntheticSource.open(forged).unpackSamples(ids, patches(), directory.resolve("taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("its manifest says");
    }

    @Test
    void aSampleOfAnotherSizeThanItsSourceIsRefusedThoughItsHashIsRight() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/0000.png";
        byte[] small = ImageFiles.png(new GrayImage(7, 9, new byte[63]));
        SyntheticManifest manifest = SyntheticSource.open(samples).manifest();
        TreeMap<String, String> files = new TreeMap<>(manifest.files());
        files.put(name, Hashes.sha256(small));
        Path zip = copy(
                Map.of(
                        "manifest.json",
                        Json.pretty(withFiles(manifest, files)),
                        name,
                        new String(small, StandardCharsets.ISO_8859_1)),
                Map.of());
        assertThatThrownBy(() -> SyntheticSource.open(zip).unpackSamples(ids, patches(), directory.resolve("taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name + " has 7x9 pixels, and not the ");
    }

    @Test
    void anEntryThatTheManifestDoesNotNameOrThatIsMissingIsRefused() throws IOException {
        Path more = copy(Map.of(), Map.of("synthetic/1/more.png", "x"));
        assertThatThrownBy(() -> SyntheticSource.open(more))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its entries are not those");
    }

    @Test
    void noEntryLeavesItsFolderEvenIfTheManifestNamesIt() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/../../../out.png";
        SyntheticManifest manifest = SyntheticSource.open(samples).manifest();
        TreeMap<String, String> files = new TreeMap<>(manifest.files());
        files.put(name, Hashes.sha256("x"));
        Path zip = copy(Map.of("manifest.json", Json.pretty(withFiles(manifest, files))), Map.of(name, "x"));
        assertThatThrownBy(
                        () -> SyntheticSource.open(zip).unpackSamples(ids, patches(), directory.resolve("a/b/taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is no name of a file in it");
        assertThat(directory.resolve("a/out.png")).doesNotExist();
        assertThat(directory.resolve("a/b/out.png")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDataSetIsRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> SyntheticSource.open(text)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> SyntheticSource.open(directory.resolve("none.zip")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such file");
        Path empty = directory.resolve("empty.zip");
        new StoredZip().write(empty);
        assertThatThrownBy(() -> SyntheticSource.open(empty))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it holds no manifest.json");
    }

    private Path patches() {
        return study.folder().resolve("patches");
    }

    private static SyntheticManifest withFiles(SyntheticManifest manifest, TreeMap<String, String> files) {
        return new SyntheticManifest(
                manifest.schema(),
                manifest.archive(),
                manifest.real(),
                manifest.size(),
                manifest.singans(),
                manifest.study(),
                files);
    }

    private void run(Path toSamples, Path toModels) throws IOException {
        WorkFolder folder = new WorkFolder(study.folder());
        SyntheticPack.run(
                new PackRequest(
                        study.folder(),
                        ids,
                        Manifests.ofSamples(folder, "mvn install", "3.8.7", directory, 42),
                        PUBLICATION,
                        null,
                        toSamples,
                        toModels),
                Progress.NONE);
    }

    /** A copy of the data set with some entries replaced, by bytes as ISO 8859-1, and some added. */
    private Path copy(Map<String, String> replaced, Map<String, String> added) throws IOException {
        Path copy = directory.resolve("copy.zip");
        try (ZipFile from = new ZipFile(samples.toFile());
                OutputStream out = Files.newOutputStream(copy);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        replaced.containsKey(entry.getName())
                                ? replaced.get(entry.getName()).getBytes(StandardCharsets.ISO_8859_1)
                                : from.getInputStream(entry).readAllBytes());
                to.closeEntry();
            }
            for (Map.Entry<String, String> entry : added.entrySet()) {
                to.putNextEntry(new ZipEntry(entry.getKey()));
                to.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                to.closeEntry();
            }
        }
        return copy;
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
