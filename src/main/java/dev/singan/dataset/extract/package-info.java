/** Patches cut from the images of an archive. */
@NullMarked
package dev.singan.dataset.extract;

import org.jspecify.annotations.NullMarked;
