package dev.singan.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records that goals keep as JSON files. A record that is given out has the layout's version that is wanted
 * ({@link SchemaVersion}), every field that is not nullable, each of its type and finite, and values that can be ({@link Checked}).
 */
public final class Records {
    /** Bytes of the heap that a byte of JSON takes while it is read. */
    private static final int HEAP_PER_BYTE = 8;

    private Records() {}

    /**
     * Reads a record that is needed.
     *
     * @param remedy the sentence that says how to have the file made again
     * @throws UserException where the file is missing or damaged; the message names file, field and value
     */
    public static <T> T read(Path file, Class<T> type, String remedy) throws IOException {
        if (!Files.exists(file)) {
            throw new UserException("There is no " + file + ". " + remedy);
        }
        try {
            return parse(content(file), type);
        } catch (DamagedRecordException e) {
            throw new UserException(file + " is damaged: " + e.getMessage() + ". " + remedy, e);
        }
    }

    /**
     * Reads a record that can be done without.
     *
     * @param warnings told what is wrong with the file; it counts as absent then
     * @return empty where there is none, or it is damaged
     */
    public static <T> Optional<T> find(Path file, Class<T> type, Consumer<String> warnings) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(content(file), type));
        } catch (DamagedRecordException | UserException e) {
            warnings.accept(file + " is damaged and counts as absent: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Reads records by name that can be done without. Of a damaged file those that are whole are given.
     *
     * @param warnings told once what is wrong with the file
     */
    public static <T> Map<String, T> findAll(Path file, Class<T> type, Consumer<String> warnings) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, T> found = new TreeMap<>();
        Set<String> damaged = new TreeSet<>();
        try {
            for (Map.Entry<String, JsonNode> entry : tree(content(file)).properties()) {
                try {
                    found.put(entry.getKey(), parse(entry.getValue(), type));
                } catch (DamagedRecordException e) {
                    damaged.add(Faults.shown(entry.getKey()) + ": " + e.getMessage());
                }
            }
        } catch (DamagedRecordException | UserException e) {
            damaged.add(String.valueOf(e.getMessage()));
        }
        if (!damaged.isEmpty()) {
            warnings.accept(file + " is damaged, and what is damaged in it counts as absent: "
                    + damaged.iterator().next()
                    + (damaged.size() > 1 ? ", and " + (damaged.size() - 1) + " more" : ""));
        }
        return found;
    }

    /**
     * Reads a record from its bytes.
     *
     * @throws DamagedRecordException where they are none
     */
    public static <T> T parse(byte[] json, Class<T> type) throws DamagedRecordException {
        return parse(tree(json), type);
    }

    private static <T> T parse(JsonNode tree, Class<T> type) throws DamagedRecordException {
        requireSchema(tree, type.getAnnotation(SchemaVersion.class));
        Faults faults = new Faults();
        RecordShape.check(tree, type, faults);
        throwIfAny(faults);
        T value = value(tree, type);
        RecordShape.checkValues(value, faults);
        throwIfAny(faults);
        return value;
    }

    private static byte[] content(Path file) throws IOException {
        Limits.requireRegular(file, "a record");
        Limits.requireHeap(file, HEAP_PER_BYTE * Files.size(file));
        return Limits.bytes(file, Limits.RECORD);
    }

    private static JsonNode tree(byte[] json) throws DamagedRecordException {
        try {
            JsonNode tree = Json.mapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw new DamagedRecordException("it is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new DamagedRecordException("it is not JSON (" + Json.place(e) + ")");
        } catch (IOException e) {
            throw new DamagedRecordException("it is not JSON in UTF-8");
        }
    }

    private static void requireSchema(JsonNode tree, @Nullable SchemaVersion version) throws DamagedRecordException {
        if (version != null && !version.value().equals(tree.path("schema").asText())) {
            throw new DamagedRecordException("it has the schema "
                    + Faults.shown(tree.path("schema").asText()) + ", but '" + version.value() + "' is read");
        }
    }

    private static void throwIfAny(Faults faults) throws DamagedRecordException {
        if (!faults.isEmpty()) {
            throw new DamagedRecordException(faults.toString());
        }
    }

    private static <T> T value(JsonNode tree, Class<T> type) throws DamagedRecordException {
        try {
            return Json.mapper().treeToValue(tree, type);
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(one -> one.getFieldName() == null ? "[" + one.getIndex() + "]" : "." + one.getFieldName())
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
            Throwable cause = e.getCause();
            String why = cause == null || cause.getMessage() == null
                    ? Faults.shown(e.getOriginalMessage())
                    : String.valueOf(cause.getMessage());
            throw new DamagedRecordException((field.isEmpty() ? "" : "the field " + field + ": ") + why);
        } catch (JsonProcessingException e) {
            throw new DamagedRecordException("it is not JSON");
        }
    }
}
