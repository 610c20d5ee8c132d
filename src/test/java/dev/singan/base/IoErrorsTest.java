package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IoErrorsTest {
    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldAndLeavesTheFormerFile() throws IOException {
        Path file = Files.writeString(directory.resolve("results.json"), "the former");
        // A device that is always full: the system's own error.
        IOException full = catchThrowableOfType(
                IOException.class,
                () -> AtomicFiles.write(file, out -> Files.writeString(Path.of("/dev/full"), "the new")));
        assertThat(IoErrors.explain("evaluate", full))
                .startsWith("evaluate found the disk full (")
                .endsWith("No space left on device): free some space and run again; what is finished is kept");
        assertThat(file).hasContent("the former");
        assertThat(directory.resolve("results.json.partial")).doesNotExist();
        AtomicFiles.writeString(file, "the new");
        assertThat(file).hasContent("the new");
    }

    @Test
    void aFileInTheWayOfAFolderIsTold() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("synthetic"), "a file");
        IOException e = catchThrowableOfType(
                IOException.class,
                () -> AtomicFiles.writeString(inTheWay.resolve("17").resolve("0000.png"), ""));
        assertThat(IoErrors.explain("augment", e))
                .startsWith("augment needs a folder where a file is: ")
                .contains(inTheWay.toString())
                .contains("-Dsingan.workDirectory=");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatMayNotBeWrittenIsTold() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("locked"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(folder), "the superuser may write everywhere");
        assertThatThrownBy(() -> AtomicFiles.writeString(folder.resolve("file"), ""))
                .isInstanceOfSatisfying(IOException.class, e -> assertThat(IoErrors.explain("extract", e))
                        .startsWith("extract may not write or read ")
                        .contains("change the permissions"));
    }

    @Test
    void errorsOfReadOnlyAndForbiddenPlacesSayWhatToDo() {
        assertThat(IoErrors.explain("train", new FileSystemException("/mnt/a", null, "Read-only file system")))
                .isEqualTo("train cannot write: /mnt/a: Read-only file system: choose another folder with"
                        + " -Dsingan.workDirectory=…");
        assertThat(IoErrors.explain("train", new AccessDeniedException("/mnt/a")))
                .isEqualTo("train may not write or read /mnt/a: change the permissions, or choose another folder with"
                        + " -Dsingan.workDirectory=…");
    }
}
