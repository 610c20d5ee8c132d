package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;
import dev.singan.tensor.exact.kernel.Kernels;

class PlainKernelsTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new ExactEngine(Kernels.plain(), 2);
    }
}
