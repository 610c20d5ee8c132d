package dev.singan.tensor.cuda;

import dev.singan.tensor.Engine;
import dev.singan.tensor.StepEngineContract;
import org.junit.jupiter.api.BeforeAll;

/** The steps on the kernels' own sources: run by the CPU, or by a GPU where one is asked for. */
class CudaEngineTest extends StepEngineContract {
    @BeforeAll
    static void driver() {
        if (!FakeCuda.onDevice()) {
            FakeCuda.use();
        }
    }

    @Override
    protected Engine engine() {
        return new CudaEngine();
    }
}
