package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeTest {
    @Test
    void theBackendComputesAProduct() {
        INDArray a = Nd4j.ones(2, 3);
        assertThat(a.mmul(a.transpose()).getDouble(1, 1)).isEqualTo(3.0);
    }
}
