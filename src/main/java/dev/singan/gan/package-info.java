/** SinGAN, in rooms: how it is configured, what a model is, its training, and what a trained one can do. */
@NullMarked
package dev.singan.gan;

import org.jspecify.annotations.NullMarked;
