package dev.singan.tensor.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.UserException;
import dev.singan.tensor.engines.Engines;
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

/** Where the oneDNN engine cannot run, whoever asks for it is told the reason; nothing crashes. */
class FallbackTest {
    /** Prints the engine that is taken, and why, or why none is. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            try {
                Engines.Choice choice = Engines.choose(arguments[0], true);
                System.out.println(choice.engine().name() + ": " + choice.reason());
            } catch (UserException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-Dnothing=needed, none, --add-modules jdk.incubator.vector",
        "--add-modules=jdk.incubator.vector, SSE41, no AVX2",
    })
    void theReasonIsTold(String argument, String instructionSet, String reason) throws Exception {
        String output = run("onednn", argument, instructionSet, "");
        assertThat(output)
                .contains("refused: singan.engine is 'onednn', which cannot run here")
                .contains(reason);
    }

    @Test
    void withoutTheVectorModuleTheExactEngineStillRuns() throws Exception {
        assertThat(run("auto", "-Dnothing=needed", "none", "")).contains("exact: exact, the same bits");
    }

    /** A stand-in: the backend's class file is looked for, and not loaded. */
    @Test
    void withTheCudaBackendOnTheClassPathNd4jIsTakenThoughOneDnnCouldRun(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("org/nd4j/linalg/jcublas/JCublasBackend.class");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {0});
        assertThat(run("auto", "--add-modules=jdk.incubator.vector", "none", folder + File.pathSeparator))
                .contains("nd4j: nd4j, on its CUDA backend");
    }

    private static String run(String engine, String argument, String instructionSet, String classPathFirst)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                List.of(java, argument, "-cp", classPathFirst + classPath, Main.class.getName(), engine));
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
