package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.singan.base.Json;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/**
 * The published schema describes what is written: it wants every field and allows no other, so a field that is added to the records, or
 * taken away, must be added to it or taken away as well.
 */
class SchemaTest {
    private static JsonSchema schema() throws Exception {
        try (InputStream in = Site.class.getResourceAsStream("results.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }

    @Test
    void the_schema_accepts_results_with_every_kind_of_record() throws Exception {
        JsonNode results = Json.mapper().valueToTree(ReportFixture.results());
        results.properties().forEach(field -> assertThat(
                        field.getValue().isArray() && field.getValue().isEmpty())
                .as("the fixture has no " + field.getKey())
                .isFalse());
        assertThat(schema().validate(results)).isEmpty();
    }

    @Test
    void the_schema_knows_the_switch_that_a_study_may_have_changed() throws Exception {
        ObjectNode results = Json.mapper().valueToTree(ReportFixture.results());
        ((ObjectNode) results.get("leakage")).put("fails", true);
        assertThat(schema().validate(results)).isEmpty();
    }

    @Test
    void the_schema_refuses_a_missing_an_unknown_and_a_wrong_field() throws Exception {
        ObjectNode results = Json.mapper().valueToTree(ReportFixture.results());
        ((ObjectNode) results.get("study")).remove("seed");
        ((ObjectNode) results.get("runs").get(0)).put("surprise", 1);
        results.put("schema", "singan-results/0");
        assertThat(schema().validate(results)).hasSize(3);
    }
}
