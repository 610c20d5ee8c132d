package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;

class OneDnnEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new OneDnnEngine(false);
    }
}
