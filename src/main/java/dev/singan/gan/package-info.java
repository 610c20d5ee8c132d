/** SinGAN: the pyramid, the nets, their training, and what a trained one can do. */
@NullMarked
package dev.singan.gan;

import org.jspecify.annotations.NullMarked;
