/** The pyramid and the chain of generators, and a trained model: its files, its samples, and models of the official code. */
@NullMarked
package dev.singan.gan.model;

import org.jspecify.annotations.NullMarked;
