/** Evaluation: from predictions and samples to the results. */
@NullMarked
package dev.singan.study.evaluate;

import org.jspecify.annotations.NullMarked;
