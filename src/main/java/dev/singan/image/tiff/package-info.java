/** TIFF and BigTIFF: layout, compressions, samples; reading and writing. */
@NullMarked
package dev.singan.image.tiff;

import org.jspecify.annotations.NullMarked;
