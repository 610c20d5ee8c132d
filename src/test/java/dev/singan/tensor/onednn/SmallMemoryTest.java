package dev.singan.tensor.onednn;

import dev.singan.tensor.Engine;
import dev.singan.tensor.FrozenGenerator;
import dev.singan.tensor.NetState;
import dev.singan.tensor.ScaleShape;
import dev.singan.tensor.StepEngine;
import dev.singan.tensor.StepEngineContract;
import dev.singan.tensor.StepSettings;
import dev.singan.tensor.growing.Layers;

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
