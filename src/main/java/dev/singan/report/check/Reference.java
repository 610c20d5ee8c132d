package dev.singan.report.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.singan.base.Hashes;
import dev.singan.base.Records;
import dev.singan.base.SchemaVersion;
import dev.singan.study.results.Results;
import dev.singan.study.results.SinganSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepted figures of a study, as {@code reports/reference/*.json} holds them.
 *
 * @param schema {@link #SCHEMA}
 * @param archive the archive
 * @param protocol the protocol
 * @param parameters every parameter that the figures depend on
 * @param engines what trained the SinGANs; empty where there are none, or where the file is older than this field
 * @param resultsSha256 hash of the {@code results.json} that they are from; null where the file is older than this field
 * @param values the figures by the names of {@link Measures}
 */
@SchemaVersion(Reference.SCHEMA)
public record Reference(
        String schema,
        String archive,
        String protocol,
        SortedMap<String, String> parameters,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable SortedSet<String> engines,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resultsSha256,
        SortedMap<String, Double> values) {
    /** The format's name and version. */
    public static final String SCHEMA = "singan-reference/1";

    /** Copies the collections. */
    public Reference {
        parameters = new TreeMap<>(parameters);
        engines = engines == null ? new TreeSet<>() : new TreeSet<>(engines);
        values = new TreeMap<>(values);
    }

    /**
     * The figures of a study as a reference.
     *
     * @param file {@code results.json}
     * @throws dev.singan.base.UserException where the file cannot be read as results
     */
    public static Reference of(Path file) throws IOException {
        return of(ResultsFile.read(file), Hashes.sha256(file));
    }

    static Reference of(Results results, String sha256) {
        SortedMap<String, String> parameters = new TreeMap<>(results.study().parameters());
        parameters.keySet().removeIf(key -> key.startsWith(CheckSettings.PREFIX));
        parameters.put("backboneWeights", results.study().backboneWeights());
        TreeSet<String> engines =
                results.singans().stream().map(SinganSummary::engine).collect(Collectors.toCollection(TreeSet::new));
        return new Reference(
                SCHEMA,
                results.data().archive(),
                results.protocol(),
                parameters,
                engines,
                sha256,
                Measures.of(results));
    }

    /** The file's name, one for each archive and protocol. */
    public String fileName() {
        return archive + "-" + protocol + ".json";
    }

    /** Reads every reference of a folder by file name; none where there is no folder. */
    static SortedMap<String, Reference> readAll(Path directory) throws IOException {
        SortedMap<String, Reference> references = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return references;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                references.put(file.getFileName().toString(), read(file));
            }
        }
        return references;
    }

    private static Reference read(Path file) throws IOException {
        return Records.read(file, Reference.class, "Make it again with the goal accept, or move it out of the folder.");
    }

    /** In what the conditions of another study differ from these, one phrase each; empty where the figures must agree. */
    List<String> differences(Reference other) {
        List<String> found = new ArrayList<>();
        compare("archive", archive, other.archive, found);
        compare("protocol", protocol, other.protocol, found);
        TreeSet<String> keys = new TreeSet<>(parameters.keySet());
        keys.addAll(other.parameters.keySet());
        keys.forEach(key -> compare(
                key, parameters.getOrDefault(key, "(unset)"), other.parameters.getOrDefault(key, "(unset)"), found));
        return found;
    }

    private static void compare(String name, String reference, String now, List<String> found) {
        if (!reference.equals(now)) {
            found.add(name + " is " + now + ", was " + reference);
        }
    }

    /** The parameters, to be read only. */
    @Override
    public SortedMap<String, String> parameters() {
        return Collections.unmodifiableSortedMap(parameters);
    }

    /** The engines, to be read only. */
    @Override
    public SortedSet<String> engines() {
        return Collections.unmodifiableSortedSet(engines);
    }

    /** The figures, to be read only. */
    @Override
    public SortedMap<String, Double> values() {
        return Collections.unmodifiableSortedMap(values);
    }
}
