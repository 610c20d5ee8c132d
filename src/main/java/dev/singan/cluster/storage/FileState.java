package dev.singan.cluster.storage;

import dev.singan.base.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a folder as it is at one moment: files are replaced, never changed, so that one of the same state has the same content.
 *
 * @param name its place in the folder, with {@code /} between names
 * @param modified the time of its last change in nanoseconds
 * @param size in bytes
 * @param identity what the file system knows it by; null where it does not tell
 */
public record FileState(String name, long modified, long size, @Nullable String identity) {
    /** All files in the order in which they were written, without those that are not complete; none where there is no folder. */
    public static List<FileState> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(AtomicFiles.PARTIAL_SUFFIX))
                    .map(f -> state(folder, f))
                    .sorted(Comparator.comparingLong(FileState::modified).thenComparing(FileState::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileState state(Path folder, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    folder.relativize(file).toString().replace(File.separatorChar, '/'),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    attributes.size(),
                    Objects.toString(attributes.fileKey(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
