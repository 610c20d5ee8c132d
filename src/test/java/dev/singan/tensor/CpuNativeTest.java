package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/** What only the CPU backend has; the profile {@code cuda} leaves it out by this name. */
class CpuNativeTest {
    @Test
    void theNativeJarIsTheOneWithOneDnn() {
        assertThat(Nd4jCpu.Environment.getInstance().isUseONEDNN()).isTrue();
    }
}
