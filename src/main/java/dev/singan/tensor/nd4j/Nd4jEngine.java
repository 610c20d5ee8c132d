package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** The portable engine: ND4J's operations on whatever backend is there. */
public final class Nd4jEngine implements Engine {
    static final String NAME = "nd4j";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        ND4JClassLoading.setNd4jClassloader(Nd4jEngine.class.getClassLoader());
        return Nd4j.getBackend().getClass().getSimpleName() + ", "
                + Nd4j.getEnvironment().maxMasterThreads() + " thread(s)";
    }

    @Override
    public StepEngine open(ScaleShape shape, StepSettings settings) {
        return new Nd4jStepEngine(shape, settings);
    }

    @Override
    public FrozenGenerator freeze(NetState generator) {
        return new Nd4jFrozenGenerator(generator);
    }

    @Override
    public Layers layers(double slope) {
        return new Nd4jLayers(slope);
    }
}
