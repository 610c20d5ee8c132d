package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.singan.tensor.Backend.Device;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The capabilities of the products are those of NVIDIA's list (CUDA C++ Programming Guide, "Compute Capabilities"). */
class BackendTest {
    @ParameterizedTest
    @CsvSource({"Tesla K80,3,7", "Tesla P100,6,0", "Tesla V100,7,0", "T4,7,5", "A100,8,0", "RTX 3090,8,6", "L4,8,9"})
    void keplerToAdaAreServed(String name, int major, int minor) {
        assertThat(Backend.obstacle(List.of(new Device(0, name, major, minor)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Tesla K40,3,5", "Tesla M2090,2,0", "H100,9,0", "B200,10,0", "RTX 5090,12,0"})
    void othersAreNamedWithTheAlternatives(String name, int major, int minor) {
        assertThat(Backend.obstacle(List.of(new Device(0, name, major, minor))).orElseThrow())
                .contains("'" + name + "'", "compute capability " + major + "." + minor + ".")
                .contains("Drop -Pcuda", "singan.engine=auto", "3.7 to 8.9")
                .doesNotContain("CUDA_VISIBLE_DEVICES")
                .doesNotContain("\n");
    }

    @Test
    void oneThatIsNotServedAmongSeveralCanBeHidden() {
        assertThat(Backend.obstacle(List.of(new Device(0, "A100", 8, 0), new Device(1, "H100", 9, 0)))
                        .orElseThrow())
                .contains("GPU 1, 'H100'", "CUDA_VISIBLE_DEVICES");
    }

    @Test
    void noDeviceIsSaidSo() {
        assertThat(Backend.obstacle(List.of()).orElseThrow())
                .contains("no CUDA GPU", "Drop -Pcuda", "singan.engine=auto");
    }

    @Test
    void aNativeErrorIsReducedToItsInnermostCause() {
        Throwable failure = new ExceptionInInitializerError(new RuntimeException(
                "outer", new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file")));
        assertThat(Backend.unloadable(failure))
                .contains("libcuda.so.1: cannot open shared object file", "Drop -Pcuda")
                .doesNotContain("outer")
                .doesNotContain("\n");
    }

    @Test
    void theBackendIsFoundByItsClassFileWithoutLoadingIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("org/nd4j/linalg/jcublas/JCublasBackend.class");
        Files.createDirectories(file.getParent());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThat(Backend.isPresent(loader)).isFalse();
            Files.write(file, new byte[] {0});
            assertThat(Backend.isPresent(loader)).isTrue();
        }
    }

    @Test
    void theCpuBackendNeedsNoCheck() {
        assumeFalse(Backend.isCuda());
        assertThatCode(Backend::check).doesNotThrowAnyException();
    }
}
