/**
 * ConSinGAN's networks (Hinz, Fisher, Wang, Wermter, "Improved Techniques for Training Single-Image GANs", WACV 2021) and the steps that
 * train them, written once on a few operations ({@link dev.singan.tensor.engine.Layers}) that each engine provides.
 */
@NullMarked
package dev.singan.tensor.growing;

import org.jspecify.annotations.NullMarked;
