package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class SyntheticPackTest extends PackedStudy {
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
                    .containsExactlyInAnyOrderElementsOf(keys(Json.mapper().readTree(rows.split("\n", 2)[0])));
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
                String model = execution.path("model_name").asText()
                        + execution.path("extension").asText();
                assertThat(zip.getEntry(model)).as(model).isNotNull();
                assertThat(keys(execution))
                        .contains("package_name", "package_link", "image_size", "dependencies", "generate_method");
                assertThat(execution
                                .path("generate_method")
                                .path("args")
                                .path("base")
                                .toString())
                        .isEqualTo("[\"model_file\",\"num_samples\",\"output_path\",\"save_images\"]");
                assertThat(keys(entry.path("selection")))
                        .contains(
                                "performance",
                                "use_cases",
                                "organ",
                                "modality",
                                "vendors",
                                "centres",
                                "function",
                                "condition",
                                "dataset",
                                "augmentations",
                                "generates",
                                "height",
                                "width",
                                "depth",
                                "type",
                                "license",
                                "dataset_type",
                                "privacy_preservation",
                                "tags",
                                "year");
                assertThat(keys(entry.path("description")))
                        .contains(
                                "title",
                                "provided_date",
                                "trained_date",
                                "provided_after_epoch",
                                "version",
                                "publication",
                                "doi",
                                "comment");
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

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
