package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.tensor.NativeEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same bits on every processor: two small trainings and samples of one, in this process, and in others whose vectors, threads and compiler
 * differ. Bits of other processors are those of the hash below, which was made by this test with vectors of 512 bits.
 */
class SameBitsTest {
    /** Changes only where the version of the arithmetic does, or what is written into the files. */
    private static final String HASH = "2f31dc642c3b7d4307076980a173840102401e404a834e1b815c127645cfd4e7";

    private static final String VECTORS = "--add-modules " + NativeEnvironment.VECTOR_MODULE;

    @Test
    void inThisProcessTheyAreThoseOfTheCommittedHash(@TempDir Path folder) throws IOException {
        Map<String, String> hashes = SameBits.hashes(folder);
        assertThat(SameBits.hash(hashes)).as(hashes.toString()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "4, -Dwithout=vectors",
        "1, -Dsingan.exact.bits=128 -XX:UseAVX=1",
        "3, -Dsingan.exact.bits=256 -XX:UseAVX=2",
        "2, -Dsingan.exact.bits=512",
    })
    void inOtherProcessesToo(int threads, String options, @TempDir Path folder) throws Exception {
        List<String> lines = run(threads, options);
        List<String> expected = new ArrayList<>();
        SameBits.hashes(folder).forEach((file, hash) -> expected.add(hash + "  " + file));
        assertThat(lines).isEqualTo(expected);
    }

    private static List<String> run(int threads, String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options.split(" ")));
        if (!options.contains("without")) {
            command.addAll(Arrays.asList(VECTORS.split(" ")));
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-cp", classPath, SameBits.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
