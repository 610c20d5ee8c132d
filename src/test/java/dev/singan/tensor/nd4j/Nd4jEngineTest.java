package dev.singan.tensor.nd4j;

import dev.singan.tensor.Engine;
import dev.singan.tensor.StepEngineContract;

class Nd4jEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new Nd4jEngine();
    }
}
