/** The goals of a single SinGAN: training, samples, and what else it can do. */
@NullMarked
package dev.singan.maven.image;

import org.jspecify.annotations.NullMarked;
