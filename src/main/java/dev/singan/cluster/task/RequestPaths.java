package dev.singan.cluster.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.singan.base.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The paths in a task's request. They are written as addresses {@code file:///…}; what stands for them on the way says nothing of a machine. */
public final class RequestPaths {
    private static final String PATH = "file:";
    private static final String NAME = "singan-file:";

    private RequestPaths() {}

    /**
     * Puts names in the places of paths.
     *
     * @throws IllegalArgumentException where the request holds another path
     */
    public static JsonNode name(JsonNode request, Map<Path, String> names) {
        return replace(
                request,
                text -> text.startsWith(PATH)
                        ? NAME + found(names, Path.of(URI.create(text)).normalize(), text)
                        : text);
    }

    /** Puts the paths of this machine in the places of names. */
    static JsonNode locate(JsonNode request, Map<String, Path> paths) {
        return replace(
                request,
                text -> text.startsWith(NAME)
                        ? found(paths, text.substring(NAME.length()), text)
                                .toUri()
                                .toString()
                        : text);
    }

    private static <K, V> V found(Map<K, V> map, K key, String text) {
        return Optional.ofNullable(map.get(key))
                .orElseThrow(() -> new IllegalArgumentException("the task does not name " + text + " among its files"));
    }

    private static JsonNode replace(JsonNode node, UnaryOperator<String> change) {
        if (node.isTextual()) {
            return TextNode.valueOf(change.apply(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = Json.mapper().createArrayNode();
            node.forEach(element -> array.add(replace(element, change)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = Json.mapper().createObjectNode();
            node.fields().forEachRemaining(f -> object.set(f.getKey(), replace(f.getValue(), change)));
            return object;
        }
        return node;
    }
}
