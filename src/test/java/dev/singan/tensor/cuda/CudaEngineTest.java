package dev.singan.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;
import dev.singan.tensor.engines.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps on the kernels' own sources: run by the CPU, or by a GPU where one is asked for. */
@ExtendWith(FakeCuda.Installed.class)
class CudaEngineTest extends StepEngineContract {
    @Test
    void autoTakesTheGpuAndSaysWhich() {
        Engines.Choice choice = Engines.choose("auto");
        assertThat(choice.engine().name()).isEqualTo("cuda");
        assertThat(choice.reason()).isEqualTo("cuda, as there is a GPU for it");
        assertThat(choice.engine().description()).contains("compute capability", "driver for CUDA");
        assertThat(choice.engine().arithmetic()).isEqualTo(Engines.of("exact").arithmetic());
        assertThat(Engines.chooseForLayers("auto").engine().name()).isEqualTo("exact");
    }

    /** The JVM computes nothing of a step here; where the kernels run on a processor, a step takes long. */
    @Override
    protected int runs() {
        return FakeCuda.onDevice() ? super.runs() : 3;
    }

    @Override
    protected Engine engine() {
        return new CudaEngine();
    }
}
