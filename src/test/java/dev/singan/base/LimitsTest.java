package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipes and devices can be read for ever: they are refused before they are opened. */
@Timeout(300)
class LimitsTest {
    @TempDir
    Path folder;

    @Test
    void a_pipe_is_no_file() throws Exception {
        Path pipe = folder.resolve("image.png");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> Limits.requireRegular(pipe, "singan.image"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.image is " + pipe)
                .hasMessageContaining("no regular file");
        assertThatThrownBy(() -> Hashes.sha256(pipe)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> Limits.bytes(pipe, 10)).isInstanceOf(UserException.class);
    }

    @Test
    void a_device_a_folder_and_nothing_are_no_files() {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        assertThatThrownBy(() -> Hashes.sha256(zero))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no regular file");
        assertThatThrownBy(() -> Limits.requireRegular(folder, "singan.mask")).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Limits.requireRegular(folder.resolve("none"), "singan.mask"))
                .hasMessageContaining("does not exist");
    }

    @Test
    void a_file_that_is_too_large_is_refused_unread() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[100]);
        assertThat(Limits.bytes(file, 100)).hasSize(100);
        assertThatThrownBy(() -> Limits.bytes(file, 99)).hasMessageContaining("100 bytes, more than the 99");
        assertThatThrownBy(() -> Limits.requireHeap(file, Long.MAX_VALUE / 2)).hasMessageContaining("MB of memory");
    }
}
