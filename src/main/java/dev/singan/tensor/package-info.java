/** Tensors, random numbers and functions that all engines share, the native libraries' environment, and convolution programs. */
@NullMarked
package dev.singan.tensor;

import org.jspecify.annotations.NullMarked;
