/**
 * What an engine is: the steps of a scale, frozen generators, the operations of ConSinGAN's networks, and the shapes and layouts that all
 * engines agree on.
 */
@NullMarked
package dev.singan.tensor.engine;

import org.jspecify.annotations.NullMarked;
