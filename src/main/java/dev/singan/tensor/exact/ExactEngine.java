package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Arithmetic;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.Kernels;

/** The engine that gives the same bits on every processor, with vectors of any width or none, and with any number of threads. */
public final class ExactEngine implements Engine {
    private final Kernels kernels;
    private final int threads;

    /** With the fastest kernels that this process can run. */
    public ExactEngine(int threads) {
        this(Kernels.best(), threads);
    }

    public ExactEngine(Kernels kernels, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        this.kernels = kernels;
        this.threads = threads;
    }

    @Override
    public String name() {
        return Arithmetic.EXACT.name();
    }

    @Override
    public String description() {
        return Arithmetic.EXACT.description();
    }

    @Override
    public Arithmetic arithmetic() {
        return Arithmetic.EXACT;
    }

    @Override
    public StepEngine open(ScaleShape shape, StepSettings settings) {
        return new ExactStepEngine(kernels, threads, shape, settings);
    }

    @Override
    public FrozenGenerator freeze(NetState generator) {
        return new ExactFrozenGenerator(kernels, threads, generator);
    }

    @Override
    public Layers layers(double slope) {
        return new ExactLayers(kernels, threads, (float) slope);
    }
}
