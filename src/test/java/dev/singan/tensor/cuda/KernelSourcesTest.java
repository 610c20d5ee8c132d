package dev.singan.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.singan.tensor.cuda.driver.Gpu;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernels' sources: that the committed code is theirs, and that they compute what the arithmetic says. */
class KernelSourcesTest {
    private static final Path SOURCES = Path.of("main", "cuda");
    private static final Path FOLDER = Path.of("target", "kernel-test");

    /** As main/cuda/make-ptx.sh writes it. */
    @Test
    void committedCodeIsMadeOfTheSources() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path source : sources()) {
            digest.update(Files.readAllBytes(source));
        }
        try (InputStream code = Gpu.class.getResourceAsStream("/dev/singan/tensor/cuda/kernels.ptx")) {
            String first = new String(code.readNBytes(100), StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(first)
                    .as("first line of kernels.ptx; src/main/cuda/make-ptx.sh makes it anew")
                    .isEqualTo("// sources: " + HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(
                            p -> p.toString().endsWith(".cu") || p.toString().endsWith(".h"))
                    .sorted()
                    .toList();
        }
    }

    /** Some 450 comparisons with plain loops (test/cuda/reference.h), with a block's threads in another order than the written one. */
    @Test
    void kernelsEqualPlainLoopsBitForBit() throws IOException, InterruptedException {
        assumeTrue(run("sh", "-c", "command -v g++") == 0, "there is no g++ to compile the kernels with");
        int status = run("sh", "test/cuda/make-test.sh", FOLDER.toString(), "7");
        assertThat(status).as(Files.readString(log())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start()
                .waitFor();
    }

    private static Path log() {
        return FOLDER.resolve("log.txt");
    }
}
