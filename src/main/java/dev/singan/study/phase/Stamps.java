package dev.singan.study.phase;

import dev.singan.base.Json;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stamps of a working folder. */
public final class Stamps {
    private static final String SUFFIX = ".json";
    /** Phases that only show or pack what the others made. */
    private static final List<String> PRESENTING = List.of("report", "attach");

    private Stamps() {}

    /** Whether a goal only shows or packs what others made, so that no result depends on its parameters. */
    public static boolean presents(String goal) {
        return PRESENTING.contains(goal);
    }

    /** The stamp of a phase, where it ran to its end; one of another version of this library counts as none. */
    public static Optional<Stamp> read(WorkFolder folder, String name) throws IOException {
        Path file = folder.stamp(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String schema = Json.mapper().readTree(file.toFile()).path("schema").asText();
        return schema.equals(Stamp.SCHEMA) ? Optional.of(Json.read(file, Stamp.class)) : Optional.empty();
    }

    /** The stamps of all phases, by name, without those of their parts. */
    public static SortedMap<String, Stamp> all(WorkFolder folder) throws IOException {
        return in(folder, folder.stamps(), "");
    }

    /** The stamps of a phase's parts, by name, such as {@code train/17}. */
    public static SortedMap<String, Stamp> parts(WorkFolder folder, String phase) throws IOException {
        return in(folder, folder.stamps().resolve(phase), phase + "/");
    }

    private static SortedMap<String, Stamp> in(WorkFolder folder, Path directory, String prefix) throws IOException {
        SortedMap<String, Stamp> stamps = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return stamps;
        }
        List<String> names;
        try (Stream<Path> files = Files.list(directory)) {
            names = files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(SUFFIX))
                    .map(n -> prefix + n.substring(0, n.length() - SUFFIX.length()))
                    .toList();
        }
        for (String name : names) {
            read(folder, name).ifPresent(stamp -> stamps.put(name, stamp));
        }
        return stamps;
    }

    /** The parameters of all phases but one, and but those that only show results, by property. */
    public static SortedMap<String, String> parameters(WorkFolder folder, String but) throws IOException {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, Stamp> stamp : all(folder).entrySet()) {
            if (!stamp.getKey().equals(but) && !presents(stamp.getValue().goal())) {
                parameters.putAll(stamp.getValue().parameters());
            }
        }
        return parameters;
    }
}
