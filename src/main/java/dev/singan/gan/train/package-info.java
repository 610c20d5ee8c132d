/** Training: scale by scale as SinGAN, or with a growing generator as ConSinGAN; checkpoints, losses and the expected time. */
@NullMarked
package dev.singan.gan.train;

import org.jspecify.annotations.NullMarked;
