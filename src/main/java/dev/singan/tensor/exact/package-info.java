/**
 * The engine whose bits do not depend on the processor, the width of its vectors or the number of threads.
 *
 * <p>Lanes never meet: each value is one chain of single-precision operations in an order that this package's code states; vectors run across
 * independent values, channels innermost. Two sets of kernels compute the same chains: with explicit vectors where the JVM has them, and in
 * plain Java with {@link Math#fma(float, float, float)}.
 */
@NullMarked
package dev.singan.tensor.exact;

import org.jspecify.annotations.NullMarked;
