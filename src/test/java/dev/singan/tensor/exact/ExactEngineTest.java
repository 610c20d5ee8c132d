package dev.singan.tensor.exact;

import dev.singan.tensor.Engine;
import dev.singan.tensor.StepEngineContract;

class ExactEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new ExactEngine(1);
    }
}
