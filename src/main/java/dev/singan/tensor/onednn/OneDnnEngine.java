package dev.singan.tensor.onednn;

import dev.singan.tensor.NativeEnvironment;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.Optional;

/** The engine on oneDNN's compiled convolutions, for processors with AVX2 or AVX-512. Filters in multiples of 16 (8 on AVX2) waste nothing. */
public final class OneDnnEngine implements Engine {
    static final String NAME = "onednn";

    private final boolean winograd;

    /**
     * @param winograd whether Winograd convolutions may be used (where the processor has AVX-512): faster, with about 1e-6 of
     *     error
     * @throws IllegalStateException where {@link #obstacle} names one
     */
    public OneDnnEngine(boolean winograd) {
        obstacle().ifPresent(reason -> {
            throw new IllegalStateException("the oneDNN engine cannot run here: " + reason);
        });
        this.winograd = winograd && OneDnn.AVX512;
    }

    /** Why this engine cannot run in this process, or nothing where it can. Loads the native library to find out. */
    public static Optional<String> obstacle() {
        return Availability.OBSTACLE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return OneDnn.version() + ", " + (OneDnn.AVX512 ? "AVX-512" : "AVX2") + ", "
                + (winograd ? "Winograd" : "direct") + " convolutions, " + OneDnn.threads() + " thread(s)";
    }

    @Override
    public StepEngine open(ScaleShape shape, StepSettings settings) {
        return new OneDnnStepEngine(shape, settings, winograd);
    }

    @Override
    public FrozenGenerator freeze(NetState generator) {
        return new OneDnnFrozenGenerator(generator);
    }

    @Override
    public Layers layers(double slope) {
        return new OneDnnLayers((float) slope, winograd);
    }

    /** Found out once, when first asked. */
    private static final class Availability {
        static final Optional<String> OBSTACLE = find();

        private Availability() {}

        private static Optional<String> find() {
            if (!NativeEnvironment.hasVectors()) {
                return Optional.of(
                        "this JVM was started without '--add-modules " + NativeEnvironment.VECTOR_MODULE + "'");
            }
            try {
                if (!OneDnn.AVX2) {
                    return Optional.of("the processor has no AVX2");
                }
                probe();
                return Optional.empty();
            } catch (LinkageError | RuntimeException failure) {
                return Optional.of("oneDNN's native library does not serve on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + " (" + failure + ")");
            }
        }

        /** Makes a small scale's kernels: every one must be compiled code. */
        private static void probe() {
            new OneDnnStepEngine(new ScaleShape(1, 25, 25, 32), StepSettings.published(), false).close();
        }
    }
}
