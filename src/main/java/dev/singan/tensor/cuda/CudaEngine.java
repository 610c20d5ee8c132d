package dev.singan.tensor.cuda;

import dev.singan.base.UserException;
import dev.singan.tensor.NativeEnvironment;
import dev.singan.tensor.cuda.driver.Gpu;
import dev.singan.tensor.engine.Arithmetic;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.IterationEngine;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.Iterations;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.ExactEngine;
import java.util.Optional;

/** The engine on an NVIDIA GPU of compute capability 7.5 (Turing) or newer; of NVIDIA's software it needs the driver alone. */
public final class CudaEngine implements IterationEngine {
    static final String NAME = "cuda";

    private final Gpu gpu;

    /** @throws UserException where {@link #obstacle} names one */
    public CudaEngine() {
        gpu = Gpu.open();
    }

    /** Why this engine cannot run in this process, in sentences, or nothing where it can. Starts the driver to find out. */
    public static Optional<String> obstacle() {
        try {
            Gpu.open();
            return Optional.empty();
        } catch (UserException obstacle) {
            return Optional.of(String.valueOf(obstacle.getMessage()));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return gpu.device.describe() + ", driver for CUDA " + gpu.driver.version();
    }

    @Override
    public Arithmetic arithmetic() {
        return Arithmetic.EXACT;
    }

    @Override
    public StepEngine open(ScaleShape shape, StepSettings settings) {
        return CudaStepEngine.open(gpu, shape, settings);
    }

    @Override
    public Iterations open(ScaleShape shape, StepSettings settings, IterationPlan plan) {
        return CudaIterations.open(gpu, shape, settings, plan);
    }

    @Override
    public FrozenGenerator freeze(NetState generator) {
        return new CudaFrozenGenerator(gpu, generator);
    }

    /** ConSinGAN's operations are computed by the processor, with the bits of the engine {@code exact}. */
    @Override
    public Layers layers(double slope) {
        return new ExactEngine(NativeEnvironment.threads()).layers(slope);
    }
}
