package dev.singan.tensor.exact.kernel;

import dev.singan.tensor.NativeEnvironment;

/**
 * The loops that everything is computed by. All sets of them compute the same bits.
 *
 * @param name what they are, for logs
 * @param products matrix products
 * @param transforms Winograd's
 * @param passes value by value
 * @param sums over positions
 */
public record Kernels(String name, Products products, Transforms transforms, Passes passes, Sums sums) {
    /** In plain Java: for a JVM without the module of explicit vectors, and to hold the others against. */
    public static Kernels plain() {
        return new Kernels(
                "plain Java", new PlainProducts(), new PlainTransforms(), new PlainPasses(), new PlainSums());
    }

    /** The fastest that this process can run. */
    public static Kernels best() {
        return NativeEnvironment.hasVectors() ? Vectors.kernels() : plain();
    }

    /** Apart, so that nothing of the vector module is loaded where it is missing. */
    private static final class Vectors {
        private Vectors() {}

        static Kernels kernels() {
            return new Kernels(
                    "vectors of " + Lanes.SPECIES.vectorBitSize() + " bits",
                    new VectorProducts(),
                    new VectorTransforms(),
                    new VectorPasses(),
                    new VectorSums());
        }
    }
}
