package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
    @TempDir
    private Path folder;

    @Test
    void takesThePlaceOfWhatAKilledRunLeft() throws IOException {
        Files.writeString(folder.resolve("a.json.partial"), "half of an earlier, longer text");

        AtomicFiles.writeString(folder.resolve("a.json"), "whole");

        assertThat(folder.resolve("a.json")).hasContent("whole");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void doesNotWriteThroughALinkPlantedBesideTheFile() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "somebody's");
        Files.createSymbolicLink(folder.resolve("a.json.partial"), other);

        AtomicFiles.writeString(folder.resolve("a.json"), "whole");

        assertThat(other).hasContent("somebody's");
        assertThat(folder.resolve("a.json")).isRegularFile().hasContent("whole");
        assertThat(Files.isSymbolicLink(folder.resolve("a.json"))).isFalse();
    }

    @Test
    void leavesWhatWasThereWhereWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "before");

        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(1);
                    throw new IOException("full");
                }))
                .hasMessage("full");

        assertThat(file).hasContent("before");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }
}
