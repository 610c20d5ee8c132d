package dev.singan.tensor.engines;

import dev.singan.base.Library;
import dev.singan.base.UserException;
import dev.singan.base.Words;
import dev.singan.tensor.cuda.CudaProvider;
import dev.singan.tensor.engine.Arithmetic;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.EngineProvider;
import dev.singan.tensor.exact.ExactProvider;
import dev.singan.tensor.nd4j.Nd4jProvider;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The engines there are, and the choice among them. */
public final class Engines {
    /** A new engine joins here. Of those that offer themselves, {@code auto} takes the last; the first offers itself everywhere. */
    static final List<EngineProvider> PROVIDERS = List.of(new ExactProvider(), new CudaProvider(), new Nd4jProvider());

    private static final String AUTO = "auto";

    /** An engine of earlier versions, which build files may still name. */
    private static final String REMOVED = "onednn";

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
     *     two give the same bits), {@code exact}, {@code cuda} or {@code nd4j}
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Engine of(String name) {
        return choose(name).engine();
    }

    /**
     * The engine of a name, with the reason for it.
     *
     * @param name as {@link #of} takes it
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Choice choose(String name) {
        return choose(name, any -> true);
    }

    /**
     * The engine for ConSinGAN: as {@link #choose}, but {@code auto} takes none that would leave its operations to another engine.
     *
     * @throws UserException where there is no such engine, or this process cannot run it
     */
    public static Choice chooseForLayers(String name) {
        return choose(name, EngineProvider::computesLayers);
    }

    private static Choice choose(String name, Predicate<EngineProvider> fit) {
        EngineProvider provider = find(name, fit).orElseThrow(() -> unknown(name));
        String why = name.equals(AUTO) ? provider.automatic().orElseThrow() : "as asked for";
        return new Choice(provider.open(), provider.name() + ", " + why);
    }

    /** Whether the engine of a name computes on a GPU here, by this project's kernels. */
    public static boolean onGpu(String name) {
        return find(name, any -> true).map(EngineProvider::onGpu).orElse(false);
    }

    /**
     * Whether there are arithmetics here and each gives the same bytes on every processor, with any number of threads, so that what was
     * trained by them can be held exactly. The kernels of ND4J take their order of operations from the processor, their tiles
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
        return find(name, any -> true).map(EngineProvider::handicaps).orElse(List.of());
    }

    /** The libraries whose version moves the bits of any engine; not all need be on the class path. */
    public static List<Library> libraries() {
        return PROVIDERS.stream()
                .flatMap(provider -> provider.libraries().stream())
                .toList();
    }

    private static Optional<EngineProvider> find(String name, Predicate<EngineProvider> fit) {
        return name.equals(AUTO)
                ? automatic(fit)
                : PROVIDERS.stream()
                        .filter(provider -> provider.name().equals(name))
                        .findFirst();
    }

    private static Optional<EngineProvider> automatic(Predicate<EngineProvider> fit) {
        for (int i = PROVIDERS.size() - 1; i >= 0; i--) {
            EngineProvider provider = PROVIDERS.get(i);
            if (fit.test(provider) && provider.automatic().isPresent()) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    private static UserException unknown(String name) {
        return name.equals(REMOVED)
                ? new UserException(
                        "singan.engine is '" + name + "', an engine that was removed: exact takes its place, with the"
                                + " same bits on every processor. Set -Dsingan.engine=" + AUTO + ".")
                : Words.unknown("singan.engine", name, names());
    }

    /** The words that {@code singan.engine} can be. */
    public static List<String> names() {
        return Stream.concat(Stream.of(AUTO), PROVIDERS.stream().map(EngineProvider::name))
                .toList();
    }
}
