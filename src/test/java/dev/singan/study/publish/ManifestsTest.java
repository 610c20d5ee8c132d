package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.study.phase.FileHashes;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
    @TempDir
    Path directory;

    private WorkFolder folder;
    private Path report;

    @BeforeEach
    void writeReport() throws Exception {
        folder = new WorkFolder(directory.resolve("work"));
        report = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(report.resolve("index.html"), "<html>");
        Files.createDirectories(report.resolve("reference"));
        Files.writeString(report.resolve("reference/phantom.json"), "{}");
        Path made = folder.root().resolve("made/output.txt");
        Phase phase = new Phase(
                "train",
                "train",
                3,
                new TreeMap<>(Map.of("singan.seed", "42")),
                new TreeMap<>(),
                List.of(),
                List.of(made.getParent()),
                List.of(),
                Phase.Leftovers.REMOVE);
        new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), Set.of(), "mvn verify").run(phase, () -> {
            Files.createDirectories(made.getParent());
            Files.writeString(made, "abc");
            return 12;
        });
        Files.writeString(report.resolve("run.html"), "5 s");
        Manifests.complete(
                manifest(), Manifests.run(folder), "run.html"::equals, report, Set.of("index.html", "run.html"));
    }

    @Test
    void theManifestTellsParametersPhasesAndFilesAndKeepsTimesApart() throws IOException {
        Manifest read = Json.read(report.resolve("manifest.json"), Manifest.class);
        assertThat(read.schema()).isEqualTo("singan-manifest/1");
        assertThat(read.parameters()).containsEntry("singan.seed", "42");
        assertThat(read.files()).containsOnlyKeys("index.html", "manifest.schema.json");
        assertThat(read.phases()).hasSize(1);
        // printf '%s  made/output.txt\n' "$(printf abc | sha256sum | cut -d' ' -f1)" | sha256sum
        assertThat(read.phases().get(0).outputs().get("made").sha256())
                .isEqualTo("fac47bfc5080fcc7d7540d4adad1dc6ffb24e76a3fb61389398b0035c77d5bea");
        assertThat(read.run()).isNotNull();
        assertThat(read.run().files()).containsOnlyKeys("run.html");
        assertThat(read.run().phases().get("train").peakMemoryMegabytes()).isEqualTo(12);
    }

    @Test
    void thePublishedSchemaDescribesWhatIsWrittenAndNoMore() throws IOException {
        JsonSchema schema;
        try (InputStream in = Files.newInputStream(report.resolve("manifest.schema.json"))) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
        ObjectNode written = Json.read(report.resolve("manifest.json"), ObjectNode.class);
        assertThat(schema.validate(written)).isEmpty();
        written.put("surprise", 1).put("commit", "main").remove("seed");
        assertThat(schema.validate(written)).hasSize(3);
    }

    @Test
    void whatTheReportShowsOfItIsTheSameInEveryBuild() throws IOException {
        assertThat(Json.pretty(manifest())).isEqualTo(Json.pretty(manifest())).doesNotContain("\"run\"");
    }

    @Test
    void aReportIsHeldAgainstItsManifest() throws IOException {
        assertThat(Manifests.verify(report)).isEmpty();
        Files.writeString(report.resolve("index.html"), "forged");
        Files.writeString(report.resolve("run.html"), "4 s");
        Files.writeString(report.resolve("more.html"), "more");
        assertThat(Manifests.verify(report))
                .hasSize(3)
                .anyMatch(d -> d.startsWith("run.html has changed"))
                .anyMatch(d -> d.startsWith("index.html has changed"));
        Files.delete(report.resolve("index.html"));
        assertThat(Manifests.verify(report)).contains("index.html is missing", "more.html is not in the manifest");
    }

    @Test
    void aReportWithoutAManifestIsRefused() throws IOException {
        Files.delete(report.resolve("manifest.json"));
        assertThatThrownBy(() -> Manifests.verify(report))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("There is no");
    }

    private Manifest manifest() throws IOException {
        return Manifests.of(folder, "mvn verify", "3.8.7", directory, 42);
    }
}
