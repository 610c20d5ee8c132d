/** Greyscale images: TIFF, PNG and PGM, resizing, thresholds, masks and boxes. */
@NullMarked
package dev.singan.image;

import org.jspecify.annotations.NullMarked;
