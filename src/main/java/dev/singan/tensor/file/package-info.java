/** Files of tensors: safetensors, and what PyTorch writes, read without running any of its code. */
@NullMarked
package dev.singan.tensor.file;

import org.jspecify.annotations.NullMarked;
