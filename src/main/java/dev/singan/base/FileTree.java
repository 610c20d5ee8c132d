package dev.singan.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file, or a folder with all in it. */
public final class FileTree {
    private FileTree() {}

    /** Deletes a file or a folder with all in it, where there is one; links are deleted, not followed. */
    public static void delete(Path path) throws IOException {
        delete(path, List.of());
    }

    /**
     * Deletes a file or a folder with all in it, where there is one, but for what is kept; links are deleted, not followed.
     *
     * @param kept files and folders that stay, with all in them and the folders in which they are
     */
    public static void delete(Path path, List<Path> kept) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> there = kept.stream().filter(Files::exists).toList();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(path)) {
            paths = walk.filter(p -> there.stream().noneMatch(k -> p.startsWith(k) || k.startsWith(p)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        for (Path p : paths) {
            Files.delete(p);
        }
    }
}
