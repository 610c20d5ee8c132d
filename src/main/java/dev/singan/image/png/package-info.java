/** PNG: reading and writing. */
@NullMarked
package dev.singan.image.png;

import org.jspecify.annotations.NullMarked;
