package dev.singan.study.publish;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import dev.singan.base.Records;
import dev.singan.base.Redaction;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Singan;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Origin;
import dev.singan.study.phase.Stamp;
import dev.singan.study.phase.Stamps;
import dev.singan.study.phase.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes manifests from stamps, and holds reports against them. */
public final class Manifests {
    /** The name of the schema that lies beside a manifest. */
    public static final String SCHEMA_FILE = "manifest.schema.json";

    private Manifests() {}

    /** What a study does up to its samples. */
    private static final Set<String> MAKING = Set.of("phantom", "extract", "metadata", "train", "augment");

    /** Where {@code augment} says how the samples came to be that it took from elsewhere; among its outputs. */
    private static final String ORIGIN = "synthetic/origin.json";

    /**
     * The manifest of a study as its report shows it: without times, and without the report's own files.
     *
     * @param folder the working folder, with the stamps
     * @param command the build's command
     * @param maven Maven's version
     * @param project a folder of the study's repository
     */
    public static Manifest of(WorkFolder folder, String command, String maven, Path project, long seed)
            throws IOException {
        return of(folder, command, maven, project, seed, goal -> !goal.equals("report"));
    }

    /** The manifest of a study up to its samples, as they are packed; the parameters are those of {@link #of}. */
    public static Manifest ofSamples(WorkFolder folder, String command, String maven, Path project, long seed)
            throws IOException {
        return of(folder, command, maven, project, seed, MAKING::contains);
    }

    private static Manifest of(
            WorkFolder folder, String command, String maven, Path project, long seed, Predicate<String> goals)
            throws IOException {
        SortedMap<String, String> versions = new TreeMap<>(Versions.numerical());
        versions.put("singan", Versions.library());
        versions.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        versions.put("maven", maven);
        engines(folder).ifPresent(engines -> versions.put("singan engine", engines));
        Redaction redaction = Redaction.of(project);
        List<Manifest.Done> phases = new ArrayList<>();
        SortedMap<String, String> parameters = new TreeMap<>();
        boolean taken = false;
        for (Map.Entry<String, Stamp> entry : Stamps.all(folder).entrySet()) {
            Stamp stamp = entry.getValue();
            if (goals.test(stamp.goal())) {
                taken |= stamp.outputs().containsKey(ORIGIN);
                if (!Stamps.presents(stamp.goal())) {
                    parameters.putAll(stamp.parameters());
                }
                phases.add(new Manifest.Done(
                        entry.getKey(),
                        stamp.goal(),
                        stamp.algorithm(),
                        stamp.key(),
                        contents(stamp.inputs()),
                        contents(stamp.outputs())));
            }
        }
        return new Manifest(
                Manifest.SCHEMA,
                redaction.text(command),
                Machine.commit(project).orElse(null),
                versions,
                Machine.describe(),
                seed,
                redaction.values(parameters),
                phases,
                taken ? Records.read(origin(folder), Origin.class, "Run the goal singan:augment again.") : null,
                null,
                null);
    }

    /** What the SinGANs were trained on, as their models say it; several engines where a build changed it between two of them. */
    private static Optional<String> engines(WorkFolder folder) throws IOException {
        SortedSet<String> engines = new TreeSet<>();
        if (Files.isDirectory(folder.singans())) {
            try (Stream<Path> list = Files.list(folder.singans())) {
                for (Path file : list.map(d -> d.resolve(Singan.MODEL_FILE))
                        .filter(Files::isRegularFile)
                        .toList()) {
                    ModelDescription model = ModelDescription.read(Objects.requireNonNull(file.getParent()));
                    engines.add(model.engine() + ": " + model.engineDescription());
                }
            }
        }
        return engines.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", engines));
    }

    /** Where a study keeps how samples came to be that it took from elsewhere. */
    public static Path origin(WorkFolder folder) {
        return folder.root().resolve(ORIGIN);
    }

    /** Joins the hashes of a folder's files into one. */
    static SortedMap<String, Manifest.Content> contents(SortedMap<String, String> files) {
        SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
        files.forEach((name, hash) -> groups.computeIfAbsent(
                        name.contains("/") ? name.substring(0, name.indexOf('/')) : name, k -> new TreeMap<>())
                .put(name, hash));
        SortedMap<String, Manifest.Content> contents = new TreeMap<>();
        groups.forEach((group, members) -> {
            boolean single = members.size() == 1 && members.containsKey(group);
            StringBuilder lines = new StringBuilder();
            members.forEach(
                    (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
            contents.put(
                    group,
                    new Manifest.Content(
                            members.size(),
                            single ? members.getOrDefault(group, "") : Hashes.sha256(lines.toString())));
        });
        return contents;
    }

    /** How long the phases and their parts took, by the stamps, as of now. */
    public static Manifest.Run run(WorkFolder folder) throws IOException {
        Redaction redaction = Redaction.of(folder.root());
        SortedMap<String, Stamp.Run> phases = new TreeMap<>();
        SortedMap<String, Stamp.Run> parts = new TreeMap<>();
        for (Map.Entry<String, Stamp> entry : Stamps.all(folder).entrySet()) {
            if (!entry.getValue().goal().equals("report")) {
                phases.put(entry.getKey(), published(entry.getValue().run(), redaction));
                Stamps.parts(folder, entry.getKey())
                        .forEach((name, stamp) -> parts.put(name, published(stamp.run(), redaction)));
            }
        }
        return new Manifest.Run(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), phases, parts, null);
    }

    /** Earlier versions kept the command as it was typed. */
    private static Stamp.Run published(Stamp.Run run, Redaction redaction) {
        return new Stamp.Run(run.ended(), run.seconds(), run.peakMemoryMegabytes(), redaction.text(run.command()));
    }

    /**
     * Writes {@code manifest.json} beside a report that is complete, with the hashes of its files and the times of the phases.
     *
     * @param tellsTimes which of the report's files tell times
     * @param written the names of the report's files; what else lies in its folder is not the report's
     */
    public static void complete(
            Manifest manifest, Manifest.Run run, Predicate<String> tellsTimes, Path report, Set<String> written)
            throws IOException {
        AtomicFiles.write(report.resolve(SCHEMA_FILE), out -> out.write(schema()));
        SortedMap<String, String> files = files(report);
        files.keySet().removeIf(name -> !written.contains(name) && !name.equals(SCHEMA_FILE));
        SortedMap<String, String> timed = new TreeMap<>(files);
        timed.keySet().removeIf(tellsTimes.negate());
        files.keySet().removeIf(tellsTimes);
        Json.write(report.resolve(Manifest.FILE), manifest.with(files, run.with(timed)));
    }

    /** What {@link #listed} tells; empty where there is no manifest that lists files, so that nothing is known to be the report's. */
    public static SortedMap<String, String> known(Path report) throws IOException {
        try {
            return listed(report);
        } catch (UserException e) {
            return new TreeMap<>();
        }
    }

    /**
     * The SHA-256 of all files that a report's manifest lists, by their place beside it.
     *
     * @throws UserException where there is no manifest, or it is of another layout, or lists no files
     */
    public static SortedMap<String, String> listed(Path report) throws IOException {
        Path file = report.resolve(Manifest.FILE);
        if (!Files.isRegularFile(file)) {
            throw new UserException("There is no " + file + ": run mvn verify, or set singan.reportDirectory.");
        }
        Manifest manifest = Records.read(file, Manifest.class, "Run mvn verify, which writes it again.");
        Manifest.Run run = manifest.run();
        SortedMap<String, String> files = manifest.files();
        if (files == null || run == null) {
            throw new UserException(file + " lists no files: the report was not finished; run mvn verify.");
        }
        SortedMap<String, String> listed = new TreeMap<>(files);
        SortedMap<String, String> timed = run.files();
        if (timed != null) {
            listed.putAll(timed);
        }
        return listed;
    }

    /**
     * Holds a report against its manifest.
     *
     * @return what differs, a sentence each; empty where nothing does
     * @throws UserException where there is no manifest, or it is of another layout
     */
    public static List<String> verify(Path report) throws IOException {
        SortedMap<String, String> told = listed(report);
        SortedMap<String, String> found = files(report);
        Set<String> foreign = OwnFolder.foreign(report);
        List<String> differences = changes(told, found);
        found.keySet().stream()
                .filter(name -> !told.containsKey(name) && !foreign.contains(name.split("/", 2)[0]))
                .forEach(name -> differences.add(name + " is not in the manifest"));
        return differences;
    }

    /**
     * What of a report is missing or has changed, a sentence each; what was added to its folder does not count. Errors as in
     * {@link #verify}.
     */
    public static List<String> changes(Path report) throws IOException {
        return changes(listed(report), files(report));
    }

    private static List<String> changes(SortedMap<String, String> told, SortedMap<String, String> found) {
        List<String> differences = new ArrayList<>();
        told.forEach((name, hash) -> {
            if (!found.containsKey(name)) {
                differences.add(name + " is missing");
            } else if (!hash.equals(found.get(name))) {
                differences.add(name + " has changed: SHA-256 " + found.get(name) + ", but the manifest says " + hash);
            }
        });
        return differences;
    }

    private static byte[] schema() throws IOException {
        try (InputStream in = Manifests.class.getResourceAsStream(SCHEMA_FILE)) {
            return Objects.requireNonNull(in, "the library lacks its resource " + SCHEMA_FILE)
                    .readAllBytes();
        }
    }

    private static SortedMap<String, String> files(Path report) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(report)) {
            for (Path file : walk.filter(f -> Files.isRegularFile(f) && !OwnFolder.isMark(f))
                    .toList()) {
                hashes.put(report.relativize(file).toString().replace('\\', '/'), Hashes.sha256(file));
            }
        }
        hashes.keySet().removeIf(name -> name.startsWith(ReportFolder.REFERENCE + "/"));
        hashes.remove(Manifest.FILE);
        return hashes;
    }
}
