package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected hashes are those of {@code printf abc | sha256sum} and so on. */
class FileHashesTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aFolderIsNamedByItsLabelAndRelativePaths() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/b/c.txt"), "abc");
        assertThat(open(false).tree("patches", directory.resolve("a")))
                .containsExactly(java.util.Map.entry("patches/b/c.txt", ABC));
        assertThat(open(false).tree("gone", directory.resolve("gone"))).isEmpty();
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsNotReadAgainUnlessRehashIsAskedFor() throws IOException {
        Path file = write("abc");
        FileHashes first = open(false);
        first.hash(file);
        first.save();
        write("xyz");
        assertThat(open(false).hash(file)).isEqualTo(ABC);
        assertThat(open(true).hash(file)).isNotEqualTo(ABC);
    }

    @Test
    void aFileThatHasJustChangedIsNotRemembered() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "abc");
        FileHashes first = open(false);
        first.hash(file);
        first.save();
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);
        assertThat(open(false).hash(file)).isNotEqualTo(ABC);
    }

    @Test
    void aBrokenMemoryCountsAsEmpty() throws IOException {
        Files.writeString(directory.resolve("hashes.json"), "{");
        assertThat(open(false).hash(write("abc"))).isEqualTo(ABC);
    }

    private Path write(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), text);
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    private FileHashes open(boolean rehash) {
        return FileHashes.open(directory.resolve("hashes.json"), rehash);
    }
}
