package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;

class Nd4jEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new Nd4jEngine();
    }
}
