/** The threads that share an engine's work, and the memory that each of them works in. */
@NullMarked
package dev.singan.tensor.exact.team;

import org.jspecify.annotations.NullMarked;
