package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Manifest.Content;
import dev.singan.study.phase.Manifest.Done;
import dev.singan.study.phase.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crate of a made-up run against what the specifications ask: RO-Crate 1.1 (root data entity, metadata descriptor), Workflow RO-Crate 1.0
 * (main workflow), and the profiles Process, Workflow and Provenance Run Crate 0.5 (their tables of requirements).
 */
class RunCrateTest {
    private static final String WHEN = "2026-01-02T03:04:05Z";
    private static final Content PATCHES = new Content(36, "cd".repeat(32));

    @TempDir
    Path directory;

    private Path report;
    private Content results;
    private Map<String, JsonNode> entities;

    @BeforeEach
    void writeReport() throws IOException {
        report = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        Files.writeString(report.resolve("results.json"), "{}");
        Files.writeString(report.resolve("index.html"), "<html>");
        results = new Content(1, Hashes.sha256("{}"));
        Manifests.complete(manifest(), run(), name -> false, report, Set.of("results.json", "index.html"));
        entities = entities(pack("crate.zip"));
    }

    private Manifest manifest() {
        return new Manifest(
                Manifest.SCHEMA,
                "mvn verify -DskipTests",
                "0123456789abcdef",
                new TreeMap<>(Map.of("singan", "1.0.0", "maven", "3.9.9")),
                new TreeMap<>(),
                42,
                new TreeMap<>(Map.of(
                        "singan.seed", "42", "singan.arms", "baseline,singan-2", "singan.gan.scaleFactor", "0.62")),
                List.of(
                        done(
                                "extract",
                                Map.of("archive", new Content(12, "ab".repeat(32))),
                                Map.of("patches", PATCHES)),
                        done("evaluate", Map.of("patches", PATCHES), Map.of("results.json", results))),
                null,
                null,
                null);
    }

    private static Done done(String name, Map<String, Content> inputs, Map<String, Content> outputs) {
        return new Done(name, name, 3, "ef".repeat(32), new TreeMap<>(inputs), new TreeMap<>(outputs));
    }

    private static Manifest.Run run() {
        SortedMap<String, Stamp.Run> phases = new TreeMap<>(Map.of(
                "extract", new Stamp.Run("2026-01-02T03:00:00.5Z", 60, 0, "mvn verify"),
                "evaluate", new Stamp.Run("2026-01-02T03:03:00Z", 10.25, 0, "mvn verify")));
        return new Manifest.Run(WHEN, phases, new TreeMap<>(), null);
    }

    private Path pack(String name) throws IOException {
        Path crate = directory.resolve(name);
        Publication publication = new Publication(
                "maker", "1.2.3", "pkg:maven/org.example/maker@1.2.3", List.of("Example & Söhne"), null);
        assertThat(RunCrate.run(new CrateRequest(
                        report,
                        directory.resolve("pom.xml"),
                        publication,
                        "https://spdx.org/licenses/MIT.html",
                        crate)))
                .isEqualTo(2);
        return crate;
    }

    private static Map<String, JsonNode> entities(Path crate) throws IOException {
        Map<String, JsonNode> entities = new HashMap<>();
        try (ZipFile zip = new ZipFile(crate.toFile())) {
            JsonNode root = Json.mapper().readTree(zip.getInputStream(zip.getEntry("ro-crate-metadata.json")));
            assertThat(root.path("@context").path(0).asText()).isEqualTo("https://w3id.org/ro/crate/1.1/context");
            for (JsonNode entity : root.path("@graph")) {
                assertThat(entities.put(entity.path("@id").asText(), entity)).isNull();
                assertThat(entity.has("@type")).isTrue();
            }
        }
        return entities;
    }

    private List<JsonNode> ofType(String type) {
        return entities.values().stream()
                .filter(one -> one.path("@type").toString().contains('"' + type + '"'))
                .toList();
    }

    private List<JsonNode> linked(JsonNode entity, String property) {
        List<JsonNode> linked = new ArrayList<>();
        JsonNode value = entity.path(property);
        (value.isArray() ? value : List.of(value)).forEach(one -> {
            JsonNode target = entities.get(one.path("@id").asText());
            assertThat(target)
                    .as(entity.path("@id") + " " + property + " " + one)
                    .isNotNull();
            linked.add(target);
        });
        return linked;
    }

    @Test
    void theRootIsAsROCrateAsks() {
        JsonNode descriptor = entities.get("ro-crate-metadata.json");
        assertThat(descriptor.path("@type").asText()).isEqualTo("CreativeWork");
        assertThat(descriptor.path("about").path("@id").asText()).isEqualTo("./");
        assertThat(descriptor.path("conformsTo").toString()).contains("\"https://w3id.org/ro/crate/1.1\"");
        JsonNode root = entities.get("./");
        assertThat(root.path("@type").asText()).isEqualTo("Dataset");
        assertThat(root.path("datePublished").asText()).isEqualTo(WHEN);
        assertThat(List.of("name", "description", "license")).allMatch(root::has);
        assertThat(root.path("conformsTo").findValuesAsText("@id"))
                .contains(
                        "https://w3id.org/ro/wfrun/process/0.5",
                        "https://w3id.org/ro/wfrun/workflow/0.5",
                        "https://w3id.org/ro/wfrun/provenance/0.5",
                        "https://w3id.org/workflowhub/workflow-ro-crate/1.0");
        assertThat(linked(root, "conformsTo")).allMatch(one -> one.has("name") && one.has("version"));
    }

    @Test
    void everyReferenceLeadsToAnEntity() {
        Set<String> missing = new TreeSet<>();
        entities.values().forEach(entity -> entity.findValuesAsText("@id").stream()
                .filter(id -> !entities.containsKey(id) && !id.equals("https://w3id.org/ro/crate/1.1"))
                .forEach(missing::add));
        assertThat(missing).isEmpty();
    }

    @Test
    void theFilesAreThoseOfTheZipFile() throws IOException {
        List<JsonNode> parts = linked(entities.get("./"), "hasPart");
        try (ZipFile zip = new ZipFile(directory.resolve("crate.zip").toFile())) {
            assertThat(zip.size()).isEqualTo(parts.size() + 1);
            for (JsonNode part : parts) {
                byte[] bytes = zip.getInputStream(zip.getEntry(part.path("@id").asText()))
                        .readAllBytes();
                assertThat(part.path("sha256").asText()).isEqualTo(Hashes.sha256(bytes));
                assertThat(part.path("@type").toString()).contains("\"File\"");
            }
            assertThat(zip.getEntry("index.html")).isNull();
        }
        assertThat(ofType("File")).hasSameSizeAs(parts);
    }

    @Test
    void theWorkflowHasItsStepsToolsAndParameters() {
        JsonNode workflow = linked(entities.get("./"), "mainEntity").get(0);
        assertThat(workflow.path("@type"))
                .extracting(JsonNode::asText)
                .contains("File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo");
        assertThat(linked(workflow, "programmingLanguage").get(0).path("@type").asText())
                .isEqualTo("ComputerLanguage");
        assertThat(linked(workflow, "hasPart"))
                .allMatch(one -> one.path("@type").asText().equals("SoftwareApplication"));
        for (JsonNode step : linked(workflow, "step")) {
            assertThat(step.path("@type").asText()).isEqualTo("HowToStep");
            assertThat(linked(workflow, "hasPart"))
                    .contains(linked(step, "workExample").get(0));
        }
        assertThat(linked(workflow, "input"))
                .extracting(one -> one.path("additionalType").asText())
                .containsExactly("Text", "Float", "Integer");
    }

    @Test
    void everyGoalIsAnActionWithInputsOutputsAndTimes() {
        JsonNode extract = entities.get("#action/extract");
        JsonNode evaluate = entities.get("#action/evaluate");
        assertThat(ofType("CreateAction")).hasSize(3).allSatisfy(action -> {
            assertThat(List.of(
                            "name", "description", "instrument", "agent", "object", "result", "startTime", "endTime"))
                    .allMatch(action::has);
            assertThat(linked(entities.get("./"), "mentions")).contains(action);
        });
        assertThat(extract.path("startTime").asText()).isEqualTo("2026-01-02T02:59:00Z");
        assertThat(extract.path("endTime").asText()).isEqualTo("2026-01-02T03:00:00Z");
        assertThat(linked(extract, "result")).isEqualTo(linked(evaluate, "object"));
        assertThat(linked(evaluate, "result").get(0).path("@id").asText()).isEqualTo("results.json");
        JsonNode run = entities.get("#run");
        assertThat(linked(run, "instrument").get(0).path("@id").asText()).isEqualTo("pom.xml");
        assertThat(run.path("description").asText()).isEqualTo("mvn verify -DskipTests");
        assertThat(run.path("startTime").asText()).isEqualTo("2026-01-02T02:59:00Z");
        assertThat(run.path("endTime").asText()).isEqualTo("2026-01-02T03:03:00Z");
        assertThat(linked(run, "object")).allSatisfy(value -> assertThat(
                        linked(value, "exampleOfWork").get(0).path("@type").asText())
                .isEqualTo("FormalParameter"));
        assertThat(linked(run, "agent").get(0).path("name").asText()).isEqualTo("Example & Söhne");
        assertThat(linked(run, "agent").get(0).path("@id").asText()).isEqualTo("#agent/Example%20%26%20S%C3%B6hne");
    }

    @Test
    void mavenControlsTheSteps() {
        assertThat(ofType("ControlAction")).hasSize(2).allSatisfy(control -> {
            assertThat(linked(control, "instrument").get(0).path("@type").asText())
                    .isEqualTo("HowToStep");
            assertThat(linked(control, "object").get(0).path("@type").asText()).isEqualTo("CreateAction");
        });
        assertThat(entities.get("#step/extract").path("position").asText()).isEqualTo("0");
        assertThat(entities.get("#step/evaluate").path("position").asText()).isEqualTo("1");
        JsonNode engine = ofType("OrganizeAction").get(0);
        assertThat(linked(engine, "object")).containsExactlyInAnyOrderElementsOf(ofType("ControlAction"));
        assertThat(linked(engine, "result").get(0)).isEqualTo(entities.get("#run"));
        assertThat(linked(engine, "instrument").get(0).path("softwareVersion").asText())
                .isEqualTo("3.9.9");
    }

    @Test
    void theSameReportGivesTheSameBytes() throws IOException {
        assertThat(pack("again.zip")).hasSameBinaryContentAs(directory.resolve("crate.zip"));
    }

    @Test
    void aReportThatWasChangedIsNotPacked() throws IOException {
        Files.writeString(report.resolve("results.json"), "{\"auc\": 1}");
        assertThatThrownBy(() -> pack("changed.zip"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("results.json has changed")
                .hasMessageContaining("Run mvn verify");
        assertThat(directory.resolve("changed.zip")).doesNotExist();
    }
}
