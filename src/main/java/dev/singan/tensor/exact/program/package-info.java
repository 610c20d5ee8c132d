/** Forward passes of any convolutional network by the exact engine's chains, to the same bits on every processor. */
@NullMarked
package dev.singan.tensor.exact.program;

import org.jspecify.annotations.NullMarked;
