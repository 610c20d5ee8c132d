package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;

class ExactEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new ExactEngine(1);
    }
}
