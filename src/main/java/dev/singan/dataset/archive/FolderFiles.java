package dev.singan.dataset.archive;

import dev.singan.dataset.record.NormalForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
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
            List<String> alike = alike(file);
            if (alike.size() == 1 && nfc(alike.get(0)).equals(nfc(name(file)))) {
                return found(file.resolveSibling(alike.get(0)));
            }
            return Found.not(
                    Files.isSymbolicLink(file)
                            ? "is a link to '" + Files.readSymbolicLink(file) + "', where there is no file"
                            : "is not a file in the archive's folder" + other(alike));
        }
        return found(file);
    }

    private Found found(Path file) throws IOException {
        return file.toRealPath().startsWith(folder.toRealPath())
                ? new Found(file, "")
                : Found.not("is a link to '" + file.toRealPath()
                        + "', which lies outside of the archive's folder. Copy the file into it");
    }

    /** The files beside whose names differ by case or normal form only. The eye does not see the form: macOS decomposes names. */
    private static List<String> alike(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isRegularFile)
                    .map(FolderFiles::name)
                    .filter(child -> NormalForm.file(child).equals(NormalForm.file(name(file))))
                    .sorted()
                    .toList();
        }
    }

    private static String other(List<String> alike) {
        return alike.isEmpty() ? "" : "; there is '" + String.join("', '", alike) + "', and capitals count";
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String nfc(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
