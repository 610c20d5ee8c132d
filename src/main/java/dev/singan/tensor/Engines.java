package dev.singan.tensor;

import dev.singan.base.UserException;
import dev.singan.tensor.nd4j.Nd4jEngine;

/** The engines there are, and the choice among them. */
public final class Engines {
    private Engines() {}

    /**
     * The engine of a name.
     *
     * @param name {@code auto} (the fastest that this machine can run), {@code nd4j} or {@code onednn}
     * @param winograd whether the engine may use Winograd convolutions: faster, with about 1e-6 of error
     * @throws UserException where there is no such engine, or this machine cannot run it
     */
    public static Engine of(String name, boolean winograd) {
        return switch (name) {
            case "auto", "nd4j" -> new Nd4jEngine();
            default ->
                throw new UserException("singan.engine is '" + name
                        + "', but only auto and nd4j are known here: set -Dsingan.engine=auto");
        };
    }
}
