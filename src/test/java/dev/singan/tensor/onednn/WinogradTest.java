package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.StepEngineContract;

class WinogradTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        return new OneDnnEngine(true);
    }
}
