/** Which engines there are and which one is taken: the one list that a new engine joins. */
@NullMarked
package dev.singan.tensor.engines;

import org.jspecify.annotations.NullMarked;
