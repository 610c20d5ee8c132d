package dev.singan.study.publish;

import dev.singan.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entities of an RO-Crate (Research Object Crate 1.1), each of which has a name that is unique in it. */
final class CrateGraph {
    private static final String SAFE = "-._~/#:";

    private final SortedMap<String, SortedMap<String, Object>> entities = new TreeMap<>();

    /** Adds an entity, or gives the one of that name: a file that several actions read is one. */
    SortedMap<String, Object> entity(String id, Object type, String name) {
        return entities.computeIfAbsent(id, key -> new TreeMap<>(Map.of("@id", id, "@type", type, "name", name)));
    }

    /** A reference to an entity. */
    static Map<String, String> to(String id) {
        return Map.of("@id", id);
    }

    /** References to entities, in their order. */
    static List<Map<String, String>> to(Collection<String> ids) {
        return ids.stream().map(CrateGraph::to).toList();
    }

    /** A name as part of an IRI: what is neither a letter of English nor a digit is written in percent. */
    static String iri(String name) {
        StringBuilder iri = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || SAFE.indexOf(c) >= 0;
            iri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return iri.toString();
    }

    /** {@code ro-crate-metadata.json}. */
    String json() {
        return Json.pretty(Map.of(
                "@context",
                List.of("https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"),
                "@graph",
                entities.values()));
    }
}
