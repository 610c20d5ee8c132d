/** How a SinGAN is trained: pyramid, networks, optimiser, losses, steps and the trainer. */
@NullMarked
package dev.singan.gan.config;

import org.jspecify.annotations.NullMarked;
