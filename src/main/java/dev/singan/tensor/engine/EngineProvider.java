package dev.singan.tensor.engine;

import dev.singan.base.Library;
import dev.singan.base.UserException;
import java.util.List;
import java.util.Optional;

/**
 * Says whether an engine can run in this process, and opens it. There is one for each engine, in the engine's package; the list of them in
 * {@code tensor.engines.Engines} is the only other place that a new engine joins. Nothing native is loaded before it is asked for.
 */
public interface EngineProvider {
    /** The word by which {@code singan.engine} chooses it, {@link Engine#name}. */
    String name();

    /** Why the engine cannot run in this process, or nothing where it can; may load its native library to find out. */
    Optional<String> obstacle();

    /** Why {@code auto} takes the engine here, for {@link #open} to be called without asking further; nothing where it is taken only when asked for. */
    default Optional<String> automatic() {
        return Optional.empty();
    }

    /**
     * Opens the engine.
     *
     * @throws UserException where it cannot run in this process, with the reason and what mends it
     */
    Engine open();

    /** Whether it computes on a GPU by this project's kernels; ND4J's CUDA backend is none. */
    default boolean onGpu() {
        return false;
    }

    /** Whether it computes ConSinGAN's operations itself, rather than leave {@link Engine#layers} to another engine. */
    default boolean computesLayers() {
        return true;
    }

    /** What makes the engine much slower here than it is elsewhere, in sentences; the bits are the same. */
    default List<String> handicaps() {
        return List.of();
    }

    /** The libraries on the class path, if they are there, whose version moves the bits of the engine. */
    default List<Library> libraries() {
        return List.of();
    }
}
