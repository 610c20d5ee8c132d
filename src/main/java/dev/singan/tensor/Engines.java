package dev.singan.tensor;

import dev.singan.base.UserException;
import dev.singan.tensor.cuda.CudaEngine;
import dev.singan.tensor.nd4j.Nd4jEngine;
import dev.singan.tensor.onednn.OneDnnEngine;

/** The engines there are, and the choice among them. */
public final class Engines {
    private Engines() {}

    /**
     * An engine and why it was taken.
     *
     * @param engine the engine
     * @param reason a sentence for the log, the model's file and the manifest
     */
    public record Choice(Engine engine, String reason) {}

    /**
     * The engine of a name.
     *
     * @param name {@code auto} (nd4j where its CUDA backend is on the class path, else cuda where there is a GPU for it, else the fastest
     *     that this process can run), {@code cuda}, {@code nd4j} or {@code onednn}
     * @param winograd whether the engine may use Winograd convolutions: faster, with about 1e-6 of error
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Engine of(String name, boolean winograd) {
        return choose(name, winograd).engine();
    }

    /**
     * The engine of a name, with the reason for it.
     *
     * @param name {@code auto} (nd4j where its CUDA backend is on the class path, else cuda where there is a GPU for it, else the fastest
     *     that this process can run), {@code cuda}, {@code nd4j} or {@code onednn}
     * @param winograd whether the engine may use Winograd convolutions: faster, with about 1e-6 of error
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Choice choose(String name, boolean winograd) {
        return switch (name) {
            case "auto" ->
                Backend.isCuda()
                        ? new Choice(new Nd4jEngine(), "nd4j, on its CUDA backend")
                        : CudaEngine.obstacle().isEmpty()
                                ? new Choice(new CudaEngine(), "cuda, as there is a GPU for it")
                                : fastest(winograd);
            case "cuda" -> new Choice(new CudaEngine(), "cuda, as asked for");
            case "nd4j" -> new Choice(new Nd4jEngine(), "nd4j, as asked for");
            case "onednn" ->
                OneDnnEngine.obstacle()
                        .<Choice>map(obstacle -> {
                            throw new UserException("singan.engine is 'onednn', which cannot run here: " + obstacle
                                    + ". Set -Dsingan.engine=auto, or mend that.");
                        })
                        .orElseGet(() -> new Choice(new OneDnnEngine(winograd), "onednn, as asked for"));
            default ->
                throw new UserException("singan.engine is '" + name
                        + "'; it must be auto, cuda, nd4j or onednn, such as -Dsingan.engine=auto");
        };
    }

    private static Choice fastest(boolean winograd) {
        return OneDnnEngine.obstacle()
                .map(obstacle -> new Choice(new Nd4jEngine(), "nd4j, because onednn cannot run here: " + obstacle))
                .orElseGet(() -> new Choice(new OneDnnEngine(winograd), "onednn, the fastest that can run here"));
    }
}
