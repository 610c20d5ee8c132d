/**
 * What the readers of all image formats share: bits, the sinks that take rows of samples, orientation, limits, and the plain formats PBM,
 * PGM and PPM.
 */
@NullMarked
package dev.singan.image.codec;

import org.jspecify.annotations.NullMarked;
