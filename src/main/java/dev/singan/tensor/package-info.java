/** Numeric kernels on ND4J and oneDNN, and the readers and writers of tensor files. */
@NullMarked
package dev.singan.tensor;

import org.jspecify.annotations.NullMarked;
