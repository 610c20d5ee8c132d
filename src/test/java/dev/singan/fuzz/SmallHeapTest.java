package dev.singan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files claim is held against the bounds and the heap before memory is asked for: 96 MB are enough to refuse them all. */
class SmallHeapTest {
    @TempDir
    Path folder;

    @Test
    void files_that_ask_for_more_than_there_is_are_refused_in_a_small_heap() throws Exception {
        HostileFiles.write(folder);
        Path log = folder.resolve("log.txt");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath,
                        HostileFiles.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("it ends").isTrue();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains(" ms "))
                .toList();
        assertThat(lines).as(Files.readString(log)).hasSize(11).allMatch(line -> line.contains("refused: "));
        assertThat(process.exitValue()).isZero();
    }
}
