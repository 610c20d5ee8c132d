package dev.singan.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import dev.singan.report.check.Check;
import dev.singan.report.check.CheckRequest;
import dev.singan.report.check.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Results, and what the goal check says of them. */
abstract class CheckedResults {
    @TempDir
    Path folder;

    Path results;
    Path references;

    @BeforeEach
    void write_results() throws IOException {
        results = folder.resolve("results.json");
        references = folder.resolve("reference");
        Json.write(results, ReportFixture.results());
    }

    CheckResult check(Map<String, String> settings) throws IOException {
        return Check.run(new CheckRequest(results, references, settings));
    }

    void edit(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) Json.read(results, JsonNode.class);
        change.accept(json);
        Json.write(results, json);
    }

    /** Moves the mean AUC of malignant lesions of an arm; the fixture's is 0.68 for the baseline. */
    void shift(String arm, double by) throws IOException {
        edit(json -> json.get("summary").forEach(one -> {
            boolean meant = one.get("task").asText().equals("multiclass")
                    && one.get("arm").asText().equals(arm)
                    && one.get("class").asText().equals("malignant")
                    && one.get("metric").asText().equals("auc")
                    && one.get("trainZoom").asText().equals("123")
                    && one.get("testZoom").asText().equals("123");
            if (meant) {
                ((ObjectNode) one).put("mean", one.get("mean").asDouble() + by);
            }
        }));
    }
}
