package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepEngineContract;
import dev.singan.tensor.engine.StepSettings;

/** What large scales do: activations are computed again instead of kept, weight gradients added up image by image. */
class SmallMemoryTest extends StepEngineContract {
    @Override
    protected Engine engine() {
        OneDnnEngine engine = new OneDnnEngine(true);
        return new Engine() {
            @Override
            public String name() {
                return engine.name();
            }

            @Override
            public String description() {
                return engine.description();
            }

            @Override
            public StepEngine open(ScaleShape shape, StepSettings settings) {
                return new OneDnnStepEngine(shape, settings, true, 0);
            }

            @Override
            public FrozenGenerator freeze(NetState generator) {
                return engine.freeze(generator);
            }

            @Override
            public Layers layers(double slope) {
                return engine.layers(slope);
            }
        };
    }
}
