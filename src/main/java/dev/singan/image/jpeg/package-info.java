/** JPEG: baseline and progressive frames, as a file and inside TIFF. */
@NullMarked
package dev.singan.image.jpeg;

import org.jspecify.annotations.NullMarked;
