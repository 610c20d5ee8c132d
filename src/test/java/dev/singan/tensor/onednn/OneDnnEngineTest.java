package dev.singan.tensor.onednn;

import dev.singan.tensor.Engine;
import dev.singan.tensor.StepEngineContract;

class OneDnnEngineTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new OneDnnEngine(false);
    }
}
