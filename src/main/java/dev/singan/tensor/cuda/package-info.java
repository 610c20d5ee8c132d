/** The engine on NVIDIA GPUs: the driver's own interface by JNA, this project's kernels, and no library of a toolkit. */
@NullMarked
package dev.singan.tensor.cuda;

import org.jspecify.annotations.NullMarked;
