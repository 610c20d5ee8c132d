package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.growing.GrowingContract;

class WinogradGrowingTest extends GrowingContract {
    @Override
    protected Engine engine() {
        return new OneDnnEngine(true);
    }
}
