package dev.singan.dataset.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a table names relative to its folder, and why one of them cannot be used. */
final class FolderFiles {
    private final Path folder;

    FolderFiles(Path folder) {
        this.folder = folder.normalize();
    }

    /**
     * A file that was looked for.
     *
     * @param path the file; null where it cannot be used
     * @param reason why it cannot
     */
    record Found(@Nullable Path path, String reason) {
        private static Found not(String reason) {
            return new Found(null, reason);
        }
    }

    /** Looks for a file; a name with the backslashes of Windows means the same as one with slashes. */
    Found find(String name) {
        try {
            Found found = look(name);
            return found.path() == null && name.indexOf('\\') >= 0 ? look(name.replace('\\', '/')) : found;
        } catch (InvalidPathException e) {
            boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
            return Found.not(
                    ascii
                            ? "is no name of a file"
                            : "has letters that this Java cannot pass to the file system, whose encoding is "
                                    + System.getProperty("sun.jnu.encoding")
                                    + ". Start Maven with LC_ALL=C.UTF-8, or another locale of UTF-8");
        } catch (IOException e) {
            return Found.not("cannot be read: " + e);
        }
    }

    private Found look(String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            return Found.not("leads out of the archive's folder");
        }
        if (!Files.isRegularFile(file)) {
            return Found.not(
                    Files.isSymbolicLink(file)
                            ? "is a link to '" + Files.readSymbolicLink(file) + "', where there is no file"
                            : "is not a file in the archive's folder" + otherCase(file));
        }
        return file.toRealPath().startsWith(folder.toRealPath())
                ? new Found(file, "")
                : Found.not("is a link to '" + file.toRealPath()
                        + "', which lies outside of the archive's folder. Copy the file into it");
    }

    private static String otherCase(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(child -> child.equalsIgnoreCase(file.getFileName().toString()))
                    .findFirst()
                    .map(child -> "; there is '" + child + "', and capitals count")
                    .orElse("");
        }
    }
}
