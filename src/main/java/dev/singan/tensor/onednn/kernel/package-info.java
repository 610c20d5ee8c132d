/** What the engine adds to oneDNN's convolutions: blocked feature maps outside the JVM's heap, and vectorised passes over them. */
@NullMarked
package dev.singan.tensor.onednn.kernel;

import org.jspecify.annotations.NullMarked;
