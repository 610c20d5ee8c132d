package dev.singan.study.phase;

import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a working folder that are the study's: those that a stamp or an {@link OutputList} names, as it does, and what is in the outputs of a phase
 * that has begun and not ended. Nothing else is deleted.
 */
final class StampedFiles {
    private static final int SHOWN = 5;

    private final WorkFolder folder;
    private final Set<String> begun;
    private final Map<String, Set<String>> hashes = new HashMap<>();

    private StampedFiles(WorkFolder folder, Set<String> begun) {
        this.folder = folder;
        this.begun = begun;
    }

    static StampedFiles of(WorkFolder folder) throws IOException {
        StampedFiles files = new StampedFiles(folder, Begun.all(folder));
        OutputList.all(folder).forEach((name, known) -> files.hashes.put(name, known));
        files.add(Stamps.all(folder));
        if (Files.isDirectory(folder.stamps())) {
            List<Path> phases;
            try (Stream<Path> list = Files.list(folder.stamps())) {
                phases = list.filter(Files::isDirectory).toList();
            }
            for (Path phase : phases) {
                files.add(Stamps.parts(folder, phase.getFileName().toString()));
            }
        }
        return files;
    }

    private void add(SortedMap<String, Stamp> stamps) {
        stamps.values().forEach(stamp -> stamp.outputs()
                .forEach((name, hash) ->
                        hashes.computeIfAbsent(name, n -> new HashSet<>()).add(hash)));
    }

    /** Whether a file may be deleted. */
    boolean covers(Path file, FileHashes known) throws IOException {
        String label = folder.label(file);
        return isBegun(label)
                || Files.isRegularFile(file)
                        && hashes.getOrDefault(label, Set.of()).contains(known.hash(file));
    }

    private boolean isBegun(String label) {
        return begun.stream().anyMatch(output -> label.equals(output) || label.startsWith(output + "/"));
    }

    /**
     * Asserts that nothing of others is lost where files and folders are replaced.
     *
     * @param goal who replaces them
     * @param outputs files and folders in the working folder
     * @param foreign what in them is not replaced
     * @throws UserException where something in them was not written by the study, or was changed since
     */
    void require(String goal, List<Path> outputs, List<Path> foreign, FileHashes known) throws IOException {
        SortedMap<String, String> there = new TreeMap<>();
        for (Path output : outputs) {
            there.putAll(known.tree(folder.label(output), output));
        }
        for (Path other : foreign) {
            known.tree(folder.label(other), other).keySet().forEach(there::remove);
        }
        List<String> strangers = new ArrayList<>();
        there.forEach((label, hash) -> {
            if (!isBegun(label) && !hashes.getOrDefault(label, Set.of()).contains(hash)) {
                strangers.add(
                        label + (hashes.containsKey(label) ? " (changed since it was written)" : " (of no goal)"));
            }
        });
        if (!strangers.isEmpty()) {
            String more = strangers.size() > SHOWN ? " and " + (strangers.size() - SHOWN) + " more" : "";
            throw new UserException(goal + " would replace files in " + folder.root() + " that no goal has written so: "
                    + String.join(", ", strangers.subList(0, Math.min(SHOWN, strangers.size()))) + more
                    + ". Nothing was replaced. Move them away, or delete them if they are not needed, and run it again;"
                    + " or give another folder with -Dsingan.workDirectory=…");
        }
    }
}
