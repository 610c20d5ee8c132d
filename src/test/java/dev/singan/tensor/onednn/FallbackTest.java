package dev.singan.tensor.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.tensor.Engines;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the oneDNN engine cannot run, the other one is taken and the reason told; nothing crashes. */
class FallbackTest {
    /** Prints the engine that {@code auto} takes, and why. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            Engines.Choice choice = Engines.choose("auto", true);
            System.out.println(choice.engine().name() + ": " + choice.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-Dnothing=needed, none, --add-modules jdk.incubator.vector",
        "--add-modules=jdk.incubator.vector, SSE41, no AVX2",
    })
    void theReasonIsTold(String argument, String instructionSet, String reason) throws Exception {
        String output = run(argument, instructionSet, "");
        assertThat(output)
                .contains("nd4j: nd4j, because onednn cannot run here")
                .contains(reason);
    }

    /** A stand-in: the backend's class file is looked for, and not loaded. */
    @Test
    void withTheCudaBackendOnTheClassPathNd4jIsTakenThoughOneDnnCouldRun(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("org/nd4j/linalg/jcublas/JCublasBackend.class");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {0});
        assertThat(run("--add-modules=jdk.incubator.vector", "none", folder + File.pathSeparator))
                .contains("nd4j: nd4j, on its CUDA backend");
    }

    private static String run(String argument, String instructionSet, String classPathFirst)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder =
                new ProcessBuilder(List.of(java, argument, "-cp", classPathFirst + classPath, Main.class.getName()));
        builder.redirectErrorStream(true);
        if (!instructionSet.equals("none")) {
            builder.environment().putAll(Map.of("DNNL_MAX_CPU_ISA", instructionSet));
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
