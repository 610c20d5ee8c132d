package dev.singan.study.publish;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON-LD context of {@code croissant.json}: the terms of the Croissant format 1.0 that the file uses, and their namespaces. */
final class CroissantContext {
    static final String SCHEMA_ORG = "https://schema.org/";
    static final String CROISSANT = "http://mlcommons.org/croissant/";
    static final String RAI = "http://mlcommons.org/croissant/RAI/";

    private CroissantContext() {}

    static SortedMap<String, Object> terms() {
        SortedMap<String, Object> terms = new TreeMap<>(Map.of(
                "@language", "en",
                "@vocab", SCHEMA_ORG,
                "sc", SCHEMA_ORG,
                "cr", CROISSANT,
                "rai", RAI,
                "dct", "http://purl.org/dc/terms/",
                "conformsTo", "dct:conformsTo"));
        terms.put("dataType", Map.of("@id", "cr:dataType", "@type", "@vocab"));
        for (String term : new String[] {
            "column",
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
            "transform"
        }) {
            terms.put(term, "cr:" + term);
        }
        return terms;
    }
}
