package dev.singan.study.phase;

import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs phases that are not up to date. A phase is up to date where its stamp holds the key that it has now, and its
 * outputs are as the stamp says. Outputs that another key has begun are removed before a phase runs, so that what is
 * resumed is its own.
 */
public final class PhaseRunner implements AutoCloseable {
    private final WorkFolder folder;
    private final FileHashes hashes;
    private final Set<String> forced;
    private final String command;

    /**
     * @param folder the working folder, locked by the caller
     * @param hashes the memory of hashes
     * @param forced names or goals of phases that run in any case; {@code all} stands for every one
     * @param command the build's command line, for the stamps
     */
    public PhaseRunner(WorkFolder folder, FileHashes hashes, Set<String> forced, String command) {
        this.folder = folder;
        this.hashes = hashes;
        this.forced = Set.copyOf(forced);
        this.command = command;
    }

    /** The work of a phase. */
    @FunctionalInterface
    public interface Work {
        /** @return the most memory that forked processes held together, in megabytes; 0 for none */
        long run() throws IOException, InterruptedException;
    }

    /** Says whether a phase would run, and why. */
    public Decision decide(Phase phase) throws IOException {
        return decide(Fingerprint.of(phase, hashes));
    }

    private Decision decide(Fingerprint now) throws IOException {
        Phase phase = now.phase();
        if (forced.contains("all") || forced.contains(phase.execution()) || forced.contains(phase.goal())) {
            return Decision.because("forced by singan.force");
        }
        Optional<Stamp> stamp = Stamps.read(folder, phase.name());
        if (stamp.isEmpty()) {
            return Decision.because(unstamped(phase));
        }
        Stamp last = stamp.get();
        if (!last.key().equals(now.key())) {
            return Decision.because(difference(last, now));
        }
        SortedMap<String, String> outputs = Fingerprint.outputs(phase, folder, hashes);
        return difference("output", last.outputs(), outputs)
                .or(() -> otherDigits(outputs))
                .map(Decision::because)
                .orElse(Decision.UP_TO_DATE);
    }

    private String unstamped(Phase phase) throws IOException {
        if (Begun.read(folder, phase.name()).isPresent()) {
            return "it was interrupted";
        }
        Path stamp = folder.stamp(phase.name());
        return Files.exists(stamp)
                ? "its stamp " + folder.label(stamp) + " is damaged, or of another version"
                : "it has not run yet";
    }

    /** An earlier version wrote numbers, in names and in tables, in the digits of the system's language; nothing reads them. */
    private static Optional<String> otherDigits(SortedMap<String, String> outputs) {
        return outputs.keySet().stream()
                .filter(name -> name.chars().anyMatch(c -> c > '9' && Character.isDigit(c)))
                .findFirst()
                .map(name -> "output " + name + " was written in other digits than 0 to 9");
    }

    /** Forgets that a phase which is up to date had begun once more, so that what is put into its outputs is not taken for its own. */
    public void settle(Phase phase) throws IOException {
        Files.deleteIfExists(Begun.file(folder, phase.name()));
    }

    /** Runs a phase, and stamps it when it has ended. It is up to the caller to ask {@link #decide} first. */
    public void run(Phase phase, Work work) throws IOException, InterruptedException {
        Running running = begin(phase);
        try {
            running.finish(work.run());
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            running.abandon();
            throw e;
        }
    }

    /** Keeps what was learnt of hashes. */
    @Override
    public void close() throws IOException {
        hashes.save();
    }

    /** Begins a phase, for a caller that runs several at a time; it ends with one of the methods of what is returned. */
    public Running begin(Phase phase) throws IOException {
        Fingerprint fingerprint = Fingerprint.of(phase, hashes);
        begin(fingerprint);
        return new Running(fingerprint, System.nanoTime());
    }

    /** A phase that has begun. */
    public final class Running {
        private final Fingerprint fingerprint;
        private final long start;

        private Running(Fingerprint fingerprint, long start) {
            this.fingerprint = fingerprint;
            this.start = start;
        }

        /**
         * Stamps the phase.
         *
         * @param memory the most memory that forked processes held together, in megabytes; 0 for none
         */
        public void finish(long memory) throws IOException {
            double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
            PhaseRunner.this.finish(fingerprint, new Stamp.Run(now(), seconds, memory, command));
        }

        /** Removes what a phase that failed has written, unless it can be gone on with. */
        public void abandon() throws IOException {
            if (fingerprint.phase().leftovers() == Phase.Leftovers.REMOVE) {
                clear(fingerprint.phase());
            }
        }
    }

    /**
     * Prepares a phase's outputs: what another key began is removed, in an order that leaves nothing behind of which no record knows
     * whose it is. Parts that run together are begun one by one.
     *
     * @throws UserException where the outputs hold what the study has not written
     */
    private void begin(Fingerprint fingerprint) throws IOException {
        Phase phase = fingerprint.phase();
        requireOwn(phase);
        Begun now = new Begun(
                fingerprint.key(),
                phase.outputs().stream()
                        .filter(this::isInside)
                        .map(folder::label)
                        .toList());
        if (phase.leftovers() == Phase.Leftovers.REPLACE) {
            now.write(folder, phase.name());
            return;
        }
        Optional<Begun> earlier = Begun.read(folder, phase.name());
        boolean same = phase.leftovers() == Phase.Leftovers.RESUME
                && earlier.isPresent()
                && earlier.get().key().equals(now.key());
        if (!same) {
            clear(phase);
        }
        now.write(folder, phase.name());
        Files.deleteIfExists(folder.stamp(phase.name()));
    }

    private boolean isInside(Path output) {
        return output.toAbsolutePath().normalize().startsWith(folder.root());
    }

    /** Outputs elsewhere are guarded by who writes them. An earlier version's records of what has begun name no outputs. */
    private void requireOwn(Phase phase) throws IOException {
        List<Path> outputs = new ArrayList<>();
        for (Path output : phase.outputs()) {
            String part = phase.execution() + "/" + output.getFileName();
            if (isInside(output)
                    && Files.exists(output)
                    && !Files.isRegularFile(Begun.file(folder, phase.name()))
                    && !Files.isRegularFile(Begun.file(folder, part))) {
                outputs.add(output);
            }
        }
        if (!outputs.isEmpty()) {
            StampedFiles.of(folder).require(phase.name(), outputs, phase.foreign(), hashes);
        }
    }

    private void finish(Fingerprint phase, Stamp.Run run) throws IOException {
        Phase p = phase.phase();
        if (p.isPart()) {
            FolderManifest.write(phase, hashes);
        }
        SortedMap<String, String> outputs = Fingerprint.outputs(p, folder, hashes);
        OutputList.write(folder, p.name(), outputs);
        Json.write(
                folder.stamp(p.name()),
                new Stamp(
                        Stamp.SCHEMA,
                        p.goal(),
                        phase.key(),
                        p.algorithm(),
                        p.parameters(),
                        p.versions(),
                        phase.inputs(),
                        outputs,
                        run));
        Files.deleteIfExists(Begun.file(folder, p.name()));
        hashes.save();
    }

    private static void clear(Phase phase) throws IOException {
        for (Path output : phase.outputs()) {
            FileTree.delete(output, phase.foreign());
        }
    }

    private static String difference(Stamp last, Fingerprint now) {
        Phase phase = now.phase();
        if (last.algorithm() != phase.algorithm()) {
            return "its algorithm changed from version " + last.algorithm() + " to " + phase.algorithm();
        }
        return difference("parameter", last.parameters(), phase.parameters())
                .or(() -> difference("version of", last.versions(), phase.versions()))
                .or(() -> difference("input", last.inputs(), now.inputs()))
                .orElse("its goal changed from " + last.goal() + " to " + phase.goal());
    }

    private static Optional<String> difference(String what, Map<String, String> then, Map<String, String> now) {
        boolean files = what.equals("input") || what.equals("output");
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        List<String> changed = names.stream()
                .filter(n -> !Optional.ofNullable(then.get(n)).equals(Optional.ofNullable(now.get(n))))
                .toList();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String first = changed.get(0);
        String more = changed.size() == 1 ? "" : ", and " + (changed.size() - 1) + " more " + (files ? what + "s" : "");
        return Optional.of(
                what + " " + first + " " + verb(then.get(first), now.get(first), files) + more.stripTrailing());
    }

    private static String verb(@Nullable String then, @Nullable String now, boolean files) {
        if (then == null) {
            return files ? "was added" : "was added with the value " + now;
        }
        if (now == null) {
            return files ? "was deleted" : "was removed";
        }
        return files ? "changed" : "changed from " + then + " to " + now;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
