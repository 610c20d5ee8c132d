/** Pretrained weights: which are known, how they are fetched, verified and read. */
@NullMarked
package dev.singan.classify.weights;

import org.jspecify.annotations.NullMarked;
