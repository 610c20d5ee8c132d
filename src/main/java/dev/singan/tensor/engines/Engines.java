package dev.singan.tensor.engines;

import dev.singan.base.UserException;
import dev.singan.base.Words;
import dev.singan.tensor.Backend;
import dev.singan.tensor.NativeEnvironment;
import dev.singan.tensor.cuda.CudaEngine;
import dev.singan.tensor.engine.Arithmetic;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.exact.ExactEngine;
import dev.singan.tensor.nd4j.Nd4jEngine;
import dev.singan.tensor.onednn.OneDnnEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The engines there are, and the choice among them. */
public final class Engines {
    private static final List<String> NAMES = List.of("auto", "exact", "cuda", "nd4j", "onednn");

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
     * @param name {@code auto} (nd4j where its CUDA backend is on the class path, else cuda where there is a GPU for it, else exact: the last
     *     two give the same bits), {@code exact}, {@code cuda}, {@code nd4j} or {@code onednn}
     * @param winograd whether onednn may use Winograd convolutions: faster, with about 1e-6 of error
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Engine of(String name, boolean winograd) {
        return choose(name, winograd).engine();
    }

    /**
     * The engine of a name, with the reason for it.
     *
     * @param name {@code auto} (nd4j where its CUDA backend is on the class path, else cuda where there is a GPU for it, else exact: the last
     *     two give the same bits), {@code exact}, {@code cuda}, {@code nd4j} or {@code onednn}
     * @param winograd whether onednn may use Winograd convolutions: faster, with about 1e-6 of error
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Choice choose(String name, boolean winograd) {
        return switch (name) {
            case "auto" ->
                Backend.isCuda()
                        ? new Choice(new Nd4jEngine(), "nd4j, on its CUDA backend")
                        : CudaEngine.obstacle().isEmpty()
                                ? new Choice(new CudaEngine(), "cuda, as there is a GPU for it")
                                : exact("the same bits on every processor");
            case "exact" -> exact("as asked for");
            case "cuda" -> new Choice(new CudaEngine(), "cuda, as asked for");
            case "nd4j" -> new Choice(new Nd4jEngine(), "nd4j, as asked for");
            case "onednn" ->
                OneDnnEngine.obstacle()
                        .<Choice>map(obstacle -> {
                            throw new UserException("singan.engine is 'onednn', which cannot run here: " + obstacle
                                    + ". Set -Dsingan.engine=auto, or mend that.");
                        })
                        .orElseGet(() -> new Choice(new OneDnnEngine(winograd), "onednn, as asked for"));
            default -> throw Words.unknown("singan.engine", name, NAMES);
        };
    }

    /**
     * The engine for ConSinGAN: as {@link #choose}, but {@code auto} takes no GPU's engine, which would leave its operations to the processor.
     *
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Choice chooseForLayers(String name, boolean winograd) {
        return name.equals("auto") && !Backend.isCuda()
                ? exact("the same bits on every processor")
                : choose(name, winograd);
    }

    /** Whether the engine of a name computes on a GPU here, by this project's kernels. */
    public static boolean onGpu(String name) {
        return name.equals("cuda")
                || name.equals("auto")
                        && !Backend.isCuda()
                        && CudaEngine.obstacle().isEmpty();
    }

    /**
     * Whether there are arithmetics here and each gives the same bytes on every processor, with any number of threads, so that what was
     * trained by them can be held exactly. The kernels of ND4J and oneDNN take their order of operations from the processor, their tiles
     * and the threads.
     *
     * @param names as {@link Arithmetic#name} has them
     */
    public static boolean repeatEverywhere(Collection<String> names) {
        return Set.copyOf(names).equals(Set.of(Arithmetic.EXACT.name()));
    }

    /**
     * What makes an engine much slower here than it is elsewhere, in sentences, to be told before a training; the bits are the same.
     *
     * @param name as {@link #of} takes it
     */
    public static List<String> handicaps(String name) {
        boolean exact = name.equals("exact") || name.equals("auto") && !Backend.isCuda() && !onGpu(name);
        return exact
                ? handicaps(NativeEnvironment.canHaveVectors(), NativeEnvironment.hasFusedMultiplyAdd())
                : List.of();
    }

    static List<String> handicaps(boolean vectors, boolean fusedMultiplyAdd) {
        List<String> found = new ArrayList<>();
        if (!vectors) {
            found.add(
                    "This Java has no module " + NativeEnvironment.VECTOR_MODULE
                            + ": the engine exact computes in plain Java, to the same bits, some ten times slower. Take a whole JDK 17 or newer.");
        }
        if (!fusedMultiplyAdd) {
            found.add(
                    "This processor has no fused multiply-add (or -XX:-UseFMA is set): the engine exact computes it in software, to the same"
                            + " bits, a thousand times slower. Take a processor with FMA (2013 or newer), or another engine"
                            + " with -Dsingan.engine=nd4j.");
        }
        return found;
    }

    private static Choice exact(String reason) {
        return new Choice(new ExactEngine(NativeEnvironment.threads()), "exact, " + reason);
    }
}
