package dev.singan.study;

import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Removes working folders, and nothing that is none. */
public final class WorkFolders {
    private static final Set<String> OURS = Set.of(
            "archive",
            "artifacts",
            "patches",
            "metadata",
            "singan",
            "synthetic",
            "features",
            "results.json",
            "predictions",
            "stamps",
            "logs",
            "cache",
            "lock",
            "weights");

    private WorkFolders() {}

    /** Whether there is a working folder. */
    public static boolean exists(WorkFolder folder) {
        return Files.isDirectory(folder.root());
    }

    /**
     * Removes all but the lock.
     *
     * @throws UserException where something lies in the folder that no study writes: it may be another one
     */
    public static void empty(WorkFolder folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> list = Files.list(folder.root())) {
            entries = list.toList();
        }
        for (Path entry : entries) {
            if (!OURS.contains(entry.getFileName().toString())) {
                throw new UserException(
                        "singan.workDirectory is " + folder.root() + ", which holds " + entry.getFileName()
                                + ", not written by any goal: nothing was removed. Name the study's working folder, or move that away");
            }
        }
        for (Path entry : entries) {
            if (!entry.equals(folder.lock())) {
                delete(entry);
            }
        }
    }

    /** Removes an emptied working folder, once its lock is given back. */
    public static void remove(WorkFolder folder) throws IOException {
        delete(folder.root());
    }

    /** Deletes a file or a folder with all in it; links are not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(path)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path p : paths) {
            Files.delete(p);
        }
    }
}
