/** The chains of operations of the exact engine, each twice: with explicit vectors and in plain Java. */
@NullMarked
package dev.singan.tensor.exact.kernel;

import org.jspecify.annotations.NullMarked;
