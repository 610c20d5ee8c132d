package dev.singan.tensor.engine;

/**
 * What decides the bits that an engine computes. Engines of one arithmetic give the same bytes: a model, a checkpoint and a finished
 * training of one of them is one of the other, too.
 *
 * @param name of the engine whose arithmetic it is
 * @param description for model files and manifests. Where it holds the library, its version, the instruction set and the threads, all of them
 *     move bits
 */
public record Arithmetic(String name, String description) {
    /** Version of the order of operations that {@code src/site/markdown/arithmetic.md} defines. Whatever changes a bit raises it. */
    public static final int VERSION = 1;

    /** The order of operations that the project's own kernels state, on every processor and GPU and with any number of threads. */
    public static final Arithmetic EXACT =
            new Arithmetic("exact", "arithmetic " + VERSION + ", the same bits on every processor");
}
