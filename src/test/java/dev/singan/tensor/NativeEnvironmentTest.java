package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
    private static final Cpu AVX512 =
            new Cpu("amd64", Set.of("avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"));
    private static final Cpu AVX2 = new Cpu("amd64", Set.of("avx2", "fma"));
    private static final long GIB = 1L << 30;

    @Test
    void anAvx512MachineGetsOpenBlasKernelsForIt() {
        NativeEnvironment environment = NativeEnvironment.of(AVX512, 1, true, 16 * GIB);
        assertThat(environment.variables())
                .containsEntry("OPENBLAS_CORETYPE", "SKYLAKEX")
                .containsEntry("OMP_NUM_THREADS", "1")
                .containsEntry("OPENBLAS_NUM_THREADS", "1")
                .doesNotContainKey("GOMP_SPINCOUNT");
        assertThat(environment.description()).contains("AVX-512", "OMP_NUM_THREADS=1", "--add-modules");
    }

    @Test
    void otherMachinesLeaveTheChoiceOfKernelsToOpenBlas() {
        assertThat(NativeEnvironment.of(AVX2, 1, true, 16 * GIB).variables()).doesNotContainKey("OPENBLAS_CORETYPE");
        assertThat(NativeEnvironment.of(new Cpu("aarch64", Set.of()), 1, true, 16 * GIB)
                        .variables())
                .doesNotContainKey("OPENBLAS_CORETYPE");
    }

    @Test
    void onlySeveralThreadsSpin() {
        assertThat(NativeEnvironment.of(AVX2, 2, true, 16 * GIB).variables())
                .containsEntry("OMP_NUM_THREADS", "2")
                .containsKey("GOMP_SPINCOUNT");
    }

    @Test
    void theVectorModuleIsAskedForOnlyWhereTheJdkHasIt() {
        assertThat(NativeEnvironment.of(AVX2, 1, true, 16 * GIB).jvmArguments())
                .containsSubsequence("--add-modules", "jdk.incubator.vector");
        assertThat(NativeEnvironment.of(AVX2, 1, false, 16 * GIB).jvmArguments())
                .noneMatch(argument -> argument.contains("vector"));
    }

    @Test
    void whatTheCompilerIsToldOfIsThere() throws ClassNotFoundException {
        String prefix = "-XX:CompileCommand=dontinline,";
        List<String> classes = NativeEnvironment.of(AVX2, 1, true, 16 * GIB).jvmArguments().stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length(), argument.indexOf("*::read")))
                .toList();

        assertThat(classes).hasSize(1);
        for (Class<?> rows : Class.forName(classes.get(0)).getDeclaredClasses()) {
            assertThat(rows.getMethods()).extracting(Method::getName).contains("read");
        }
    }

    @Test
    void offHeapMemoryIsAQuarterOfTheMachinesButNeverBelowTwoGibibytes() {
        assertThat(NativeEnvironment.of(AVX2, 1, true, 16 * GIB).jvmArguments())
                .contains("-Dorg.bytedeco.javacpp.maxBytes=" + 4 * GIB);
        assertThat(NativeEnvironment.of(AVX2, 1, true, GIB).jvmArguments())
                .contains("-Dorg.bytedeco.javacpp.maxBytes=" + 2 * GIB);
    }

    @Test
    void theGpuThatIsChosenIsTheOneOfTheProcessesStarted() {
        System.setProperty("singan.cuda.device", "2");
        try {
            assertThat(NativeEnvironment.of(AVX2, 1, true, GIB).jvmArguments()).contains("-Dsingan.cuda.device=2");
        } finally {
            System.clearProperty("singan.cuda.device");
        }
        assertThat(NativeEnvironment.of(AVX2, 1, true, GIB).jvmArguments()).noneMatch(a -> a.contains("cuda"));
    }

    @Test
    void largeBuffersAreNeverMappedAnewForEachOperation() {
        assertThat(NativeEnvironment.of(AVX2, 1, true, 16 * GIB).variables())
                .containsEntry("MALLOC_MMAP_MAX_", "0")
                .containsEntry("MALLOC_ARENA_MAX", "1");
    }

    @Test
    void noThreadsAtAllAreRefused() {
        assertThatThrownBy(() -> NativeEnvironment.forThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void theFlagsOfTheFirstProcessorAreRead() {
        assertThat(Cpu.flagsOf(List.of("processor\t: 0", "flags\t\t: fpu AVX2 fma", "flags\t\t: other")))
                .containsExactlyInAnyOrder("fpu", "avx2", "fma");
        assertThat(Cpu.flagsOf(List.of("processor\t: 0"))).isEmpty();
    }
}
