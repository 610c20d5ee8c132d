package dev.singan.study.phase;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The stamps of a working folder. */
public final class Stamps {
    private static final String SUFFIX = ".json";
    /** Phases that only show or pack what the others made. */
    private static final List<String> PRESENTING = List.of("report", "attach");

    private static final Pattern OTHER = Pattern.compile("singan-stamp/\\d+");

    private Stamps() {}

    /** Whether a goal only shows or packs what others made, so that no result depends on its parameters. */
    public static boolean presents(String goal) {
        return PRESENTING.contains(goal);
    }

    /** The stamp of a phase, where it ran to its end; one that is damaged or of another version of this library counts as none. */
    public static Optional<Stamp> read(WorkFolder folder, String name) throws IOException {
        return Records.find(folder.stamp(name), Stamp.class, damage -> {});
    }

    /**
     * Moves damaged stamps of phases and of their parts aside, to {@code NAME.json.damaged}, so that they are warned of once.
     *
     * @return what to warn of; empty where none is damaged
     */
    public static Optional<String> setAside(WorkFolder folder) throws IOException {
        List<String> damaged = new ArrayList<>();
        for (Path file : files(folder)) {
            if (Records.find(file, Stamp.class, damage -> {}).isEmpty() && !isOfOtherVersion(file)) {
                damaged.add(folder.label(file));
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".damaged"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return damaged.isEmpty()
                ? Optional.empty()
                : Optional.of("damaged, and counting as absent from now on: " + String.join(", ", damaged) + " in "
                        + folder.root() + ". What they stand for is made again where it is needed");
    }

    /**
     * Asserts that a phase's output is as the phase left it, for goals that read it without running the phase before.
     *
     * @param output a file in the working folder; one that no stamp lists may be anything
     * @param goal what writes it
     * @throws UserException where it was changed since
     */
    public static void requireAsWritten(WorkFolder folder, Path output, String goal) throws IOException {
        if (!Files.isRegularFile(output)) {
            return;
        }
        String label = folder.label(output);
        Set<String> hashes = new TreeSet<>(OutputList.all(folder).getOrDefault(label, Set.of()));
        all(folder)
                .values()
                .forEach(stamp -> hashes.addAll(
                        Optional.ofNullable(stamp.outputs().get(label)).stream().toList()));
        String now = Hashes.sha256(output);
        if (!hashes.isEmpty() && !hashes.contains(now)) {
            throw new UserException(output + " was changed since the goal " + goal + " wrote it: its SHA-256 is " + now
                    + ", but " + String.join(" or ", hashes) + " was stamped. Nothing is told of figures that the study"
                    + " has not made: restore the file, or delete it and run mvn verify");
        }
    }

    private static List<Path> files(WorkFolder folder) throws IOException {
        if (!Files.isDirectory(folder.stamps())) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder.stamps(), 2)) {
            return walk.filter(f -> f.toString().endsWith(SUFFIX) && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOfOtherVersion(Path file) throws IOException {
        try {
            String schema = Json.mapper().readTree(file.toFile()).path("schema").asText();
            return OTHER.matcher(schema).matches() && !schema.equals(Stamp.SCHEMA);
        } catch (JsonProcessingException e) {
            return false;
        }
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
