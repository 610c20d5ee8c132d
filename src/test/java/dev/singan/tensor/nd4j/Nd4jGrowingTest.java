package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.growing.GrowingContract;

class Nd4jGrowingTest extends GrowingContract {
    @Override
    protected Engine engine() {
        return new Nd4jEngine();
    }
}
