package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.growing.GrowingContract;

class ExactGrowingTest extends GrowingContract {
    @Override
    protected Engine engine() {
        return new ExactEngine(2);
    }
}
