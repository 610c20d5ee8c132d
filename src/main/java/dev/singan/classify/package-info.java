/** Frozen backbones, linear heads, splits, arms and cross-validation. */
@NullMarked
package dev.singan.classify;

import org.jspecify.annotations.NullMarked;
