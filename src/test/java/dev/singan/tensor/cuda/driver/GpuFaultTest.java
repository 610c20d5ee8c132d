package dev.singan.tensor.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.tensor.cuda.CudaEngine;
import dev.singan.tensor.cuda.FakeCuda;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepFixture;
import dev.singan.tensor.engine.StepSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with drivers and GPUs is told in one message that names the remedy, and nothing is left behind. */
@ExtendWith(FakeCuda.Installed.class)
class GpuFaultTest {
    private static final StepFixture FIXTURE = StepFixture.read(StepFixture.NAMES[0]);

    @TempDir
    Path directory;

    private FakeCuda.Controls fake;

    @BeforeEach
    void driver() {
        fake = FakeCuda.use();
    }

    @AfterEach
    void asBefore() {
        System.clearProperty(Gpu.DEVICE_PROPERTY);
        FakeCuda.use();
    }

    @Test
    void withoutADriverTheMessageNamesTheLibrary() {
        System.setProperty(
                Driver.LIBRARY_PROPERTY, directory.resolve("libcuda.so.1").toString());
        assertThatThrownBy(CudaEngine::new)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("no driver of NVIDIA's", "libcuda.so.1", "singan.engine=auto");
        assertThat(CudaEngine.obstacle()).isPresent();
    }

    @Test
    void aFileThatIsNoLibraryIsNoDriver() throws IOException {
        Path damaged = Files.writeString(directory.resolve("libcuda.so.1"), "no library");
        System.setProperty(Driver.LIBRARY_PROPERTY, damaged.toString());
        assertThatThrownBy(CudaEngine::new)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("no driver of NVIDIA's", "does not load");
    }

    @Test
    void withoutAGpuTheMessageSaysSo() {
        fake.fake_cuda_device(0, 9, 0, 132);
        assertThatThrownBy(CudaEngine::new)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("no GPU", "singan.engine=auto");
    }

    @Test
    void hiddenGpusAreBlamedOnTheVariableThatHidesThem() {
        assertThat(GpuFault.noDevice("")).contains("CUDA_VISIBLE_DEVICES is ''", "unset it");
        assertThat(GpuFault.noDevice(null)).contains("nvidia-smi").doesNotContain("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void anOldGpuIsNamedWithWhatItWouldTake() {
        fake.fake_cuda_device(1, 7, 0, 80);
        assertThatThrownBy(CudaEngine::new)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("7.5", "Fake GPU 0", "7.0", "singan.engine=auto");
    }

    @Test
    void amongSeveralGpusTheFirstThatServesIsTakenOrTheOneAskedFor() {
        List<GpuDevice> devices = List.of(
                new GpuDevice(0, "Tesla V100", 7, 0, 1L << 34, 80),
                new GpuDevice(1, "Tesla T4", 7, 5, 1L << 34, 40),
                new GpuDevice(2, "NVIDIA H100", 9, 0, 1L << 36, 132));
        assertThat(Gpu.choose(devices, "").number()).isEqualTo(1);
        assertThat(Gpu.choose(devices, "2").name()).isEqualTo("NVIDIA H100");
        assertThatThrownBy(() -> Gpu.choose(devices, "0"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("7.5", "Tesla V100");
        assertThatThrownBy(() -> Gpu.choose(devices, "3"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("singan.cuda.device", "'3'", "Tesla T4", "NVIDIA H100");
    }

    @Test
    void theChosenGpuIsTheOneThatComputes() {
        fake.fake_cuda_device(3, 8, 6, 82);
        System.setProperty(Gpu.DEVICE_PROPERTY, "2");
        CudaEngine engine = new CudaEngine();
        assertThat(engine.description()).contains("Fake GPU 2", "8.6", "driver for CUDA 13.0");
        FIXTURE.open(engine).close();
    }

    @Test
    void anOldDriverIsToldItsVersionAndTheOneNeeded() throws IOException {
        fake.fake_cuda_version(11030);
        loadAnew();
        assertThatThrownBy(CudaEngine::new)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("CUDA 11.3", "11.4", "update the driver");
    }

    @ParameterizedTest
    @CsvSource({"222, update the driver", "221, libnvidia-ptxjitcompiler.so", "46, another process"})
    void whatIsWrongWithTheCodeOrTheDeviceIsExplained(int error, String words) throws IOException {
        loadAnew();
        fake.fake_cuda_fail("cuModuleLoadDataEx", 0, error);
        assertThatThrownBy(CudaEngine::new).isInstanceOf(UserException.class).hasMessageContaining(words);
    }

    /** Drivers are kept by the name of their library: under another name it is started again. It is the same library to the system. */
    private void loadAnew() throws IOException {
        Path link = directory.resolve("libcuda.so.1");
        Files.createSymbolicLink(link, Path.of(System.getProperty(Driver.LIBRARY_PROPERTY)));
        System.setProperty(Driver.LIBRARY_PROPERTY, link.toString());
    }

    @Test
    void tooLittleMemoryIsToldInFiguresAndNothingStaysTaken() {
        CudaEngine engine = new CudaEngine();
        long before = fake.fake_cuda_used();
        fake.fake_cuda_memory(before + (1 << 20));
        assertThatThrownBy(() -> FIXTURE.open(engine))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("Fake GPU 0", "25x25", "and 1 MiB of", "singan.processes");
        assertThat(fake.fake_cuda_used()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuStreamCreate",
                "cuEventCreate",
                "cuMemAllocHost_v2",
                "cuMemAlloc_v2",
                "cuStreamBeginCapture_v2",
                "cuLaunchKernel",
                "cuEventRecord",
                "cuStreamWaitEvent",
                "cuStreamEndCapture",
                "cuGraphInstantiateWithFlags",
                "cuGraphLaunch",
                "cuMemcpyHtoDAsync_v2",
                "cuMemcpyDtoHAsync_v2",
                "cuStreamSynchronize"
            })
    void whereverItFailsNothingStaysTaken(String function) {
        CudaEngine engine = new CudaEngine();
        long before = fake.fake_cuda_used();
        for (int calls = 0; calls < 3; calls++) {
            fake.fake_cuda_fail(function, calls, 999);
            try (StepEngine steps = engine.open(FIXTURE.shape(), StepSettings.published())) {
                steps.load(FIXTURE.initial(Net.GENERATOR));
                steps.load(FIXTURE.initial(Net.CRITIC));
                steps.generate(FIXTURE.get("input"), FIXTURE.get("previous"));
                steps.criticStep(0.3f, 5e-4);
            } catch (UserException told) {
                assertThat(told).hasMessageContainingAll("The GPU failed", "checkpoint");
            }
            fake.fake_cuda_reset();
            assertThat(fake.fake_cuda_used()).isEqualTo(before);
        }
    }

    @Test
    void aGpuThatVanishesIsToldOnceAndClosingHidesNothing() {
        CudaEngine engine = new CudaEngine();
        assertThatThrownBy(() -> {
                    try (var steps = FIXTURE.open(engine)) {
                        fake.fake_cuda_fail("cuGraphLaunch", 1, 719);
                        steps.generate(FIXTURE.get("input"), FIXTURE.get("previous"));
                        steps.criticStep(0.3f, 5e-4);
                    }
                })
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("The GPU failed", "CUDA_ERROR_LAUNCH_FAILED", "last checkpoint");
    }
}
