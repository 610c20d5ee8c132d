package dev.singan.tensor.exact;

import dev.singan.tensor.Engine;
import dev.singan.tensor.StepEngineContract;

class PlainKernelsTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new ExactEngine(Kernels.plain(), 2);
    }
}
