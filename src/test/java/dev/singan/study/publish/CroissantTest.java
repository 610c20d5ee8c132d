package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The description against what the specifications ask: Croissant 1.0, sections Dataset-level information, Resources and RecordSets, and
 * Croissant RAI 1.0, the table of its vocabulary.
 */
class CroissantTest {
    private static final String SC = "https://schema.org/";
    private static final String CR = "http://mlcommons.org/croissant/";

    private static final Set<String> CROISSANT_TERMS = Set.of(
            "column",
            "dataType",
            "extract",
            "field",
            "fileObject",
            "fileProperty",
            "fileSet",
            "includes",
            "isLiveDataset",
            "key",
            "recordSet",
            "references",
            "regex",
            "source",
            "transform");
    private static final Set<String> SCHEMA_ORG_TERMS = Set.of(
            "name",
            "description",
            "license",
            "url",
            "creator",
            "datePublished",
            "keywords",
            "version",
            "distribution",
            "contentUrl",
            "contentSize",
            "encodingFormat",
            "sha256");
    private static final Set<String> RAI_TERMS = Set.of(
            "dataCollection",
            "dataCollectionType",
            "dataCollectionRawData",
            "dataManipulationProtocol",
            "dataPreprocessingProtocol",
            "dataAnnotationProtocol",
            "machineAnnotationTools",
            "personalSensitiveInformation",
            "dataUseCases",
            "dataLimitations",
            "dataBiases",
            "dataSocialImpact",
            "dataReleaseMaintenancePlan");
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            SC + "Dataset",
            Set.of(
                    "@context",
                    "@type",
                    "conformsTo",
                    "description",
                    "license",
                    "name",
                    "url",
                    "creator",
                    "datePublished",
                    "distribution"),
            CR + "FileObject",
            Set.of("@id", "name", "contentUrl", "contentSize", "encodingFormat", "sha256"),
            CR + "FileSet",
            Set.of("@id", "name", "encodingFormat", "includes"),
            CR + "RecordSet",
            Set.of("@id", "name", "key", "field"),
            CR + "Field",
            Set.of("@id", "name", "description", "dataType", "source"));

    private static Publication publication(String date) {
        return new Publication("maker", "1.2.3-SNAPSHOT", "https://example.org/maker", List.of("Example"), date);
    }

    private static String json(boolean real, String date) {
        return new Croissant(publication(date), "an archive", real, false).json(12, 2, 345, "ab".repeat(32));
    }

    private static JsonNode tree(boolean real) throws IOException {
        return Json.mapper().readTree(json(real, "2026-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingThatIsRequiredIsThere(boolean real) throws IOException {
        JsonNode root = tree(real);
        List<String> seen = new ArrayList<>();
        walk(root, node -> {
            String type = iri(root.path("@context"), node.path("@type").asText("none"));
            if (REQUIRED.containsKey(type)) {
                seen.add(type);
                REQUIRED.get(type).forEach(name -> assertThat(node.has(name))
                        .as(type + " has " + name)
                        .isTrue());
            }
        });
        assertThat(seen).containsAll(REQUIRED.keySet());
        assertThat(root.path("conformsTo").toString())
                .contains("\"http://mlcommons.org/croissant/1.0\"", "\"http://mlcommons.org/croissant/RAI/1.0\"");
        assertThat(root.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+(-.*)?");
        assertThat(root.path("license").isTextual()).isEqualTo(!real);
    }

    /** A key that the context does not resolve to a term of one of the vocabularies would be dropped or misread. */
    @Test
    void everyKeyIsATermOfAVocabulary() throws IOException {
        JsonNode root = tree(true);
        Set<String> unknown = new TreeSet<>();
        walk(without(root, "@context"), node -> node.fieldNames().forEachRemaining(key -> {
            String iri = iri(root.path("@context"), key);
            boolean known = key.startsWith("@")
                    || iri.equals("http://purl.org/dc/terms/conformsTo")
                    || iri.startsWith(CR + "RAI/") && RAI_TERMS.contains(iri.substring((CR + "RAI/").length()))
                    || iri.startsWith(CR) && CROISSANT_TERMS.contains(iri.substring(CR.length()))
                    || iri.startsWith(SC) && SCHEMA_ORG_TERMS.contains(iri.substring(SC.length()));
            if (!known) {
                unknown.add(key);
            }
        }));
        assertThat(unknown).isEmpty();
    }

    @Test
    void idsAreUniqueAndReferencesLeadSomewhere() throws IOException {
        List<String> ids = new ArrayList<>();
        Set<String> references = new TreeSet<>();
        walk(tree(true), node -> {
            if (node.has("@id") && node.has("@type")) {
                ids.add(node.path("@id").asText());
            } else if (node.has("@id") && node.size() == 1) {
                references.add(node.path("@id").asText());
            }
        });
        ids.remove("cr:dataType"); // a term of the context
        assertThat(ids).doesNotHaveDuplicates().containsAll(references);
        assertThat(references).hasSizeGreaterThan(2);
    }

    @Test
    void imagesFindTheirRows() throws IOException {
        for (JsonNode field : tree(true).path("recordSet").path(0).path("field")) {
            JsonNode regex = field.path("source").path("transform").path("regex");
            if (regex.isTextual()) {
                var matcher = Pattern.compile(regex.asText()).matcher("/home/x/synthetic/17/0003.png");
                assertThat(matcher.matches()).isTrue();
                assertThat(matcher.group(1)).isEqualTo("17/0003.png");
                return;
            }
        }
        throw new AssertionError("no field of the images names their rows");
    }

    @Test
    void withoutADateNoneIsInvented() throws IOException {
        assertThat(json(true, null)).doesNotContain("datePublished").isEqualTo(json(true, null));
    }

    @Test
    void theHeaderOfTheCardIsYamlOfTheHub() {
        assertThat(CardHeader.ofData("Patches", true, 792).lines())
                .startsWith("---")
                .contains(
                        "license: \"apache-2.0\"",
                        "size_categories:",
                        "  - \"n<1K\"",
                        "    data_dir: synthetic",
                        "---");
        assertThat(CardHeader.ofData("Patches", false, 1000))
                .contains("license: \"other\"", "license_link: \"LICENCE.md\"", "\"1K<n<10K\"");
        assertThat(CardHeader.ofModels(true)).contains("pipeline_tag: \"unconditional-image-generation\"");
    }

    /** As JSON-LD 1.1 expands it: by the term's definition, by its prefix, by the vocabulary. */
    private static String iri(JsonNode context, String key) {
        if (key.startsWith("@")) {
            return key;
        }
        JsonNode term = context.path(key);
        if (term.isTextual() && !term.asText().equals(key)) {
            return iri(context, term.asText());
        }
        if (term.isObject()) {
            return iri(context, term.path("@id").asText());
        }
        int colon = key.indexOf(':');
        if (colon > 0 && context.path(key.substring(0, colon)).isTextual()) {
            return context.path(key.substring(0, colon)).asText() + key.substring(colon + 1);
        }
        return colon > 0 ? key : context.path("@vocab").asText() + key;
    }

    private static JsonNode without(JsonNode root, String key) {
        return ((ObjectNode) root.deepCopy()).without(key);
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(node);
        }
        node.forEach(child -> walk(child, visitor));
    }
}
