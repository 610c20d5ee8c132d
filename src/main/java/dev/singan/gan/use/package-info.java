/** What a trained SinGAN can do: animation, super-resolution, harmonisation, editing and paint to image. */
@NullMarked
package dev.singan.gan.use;

import org.jspecify.annotations.NullMarked;
