/** Cross-validated classification: features of frozen backbones, heads by plan, predictions and records. */
@NullMarked
package dev.singan.classify;

import org.jspecify.annotations.NullMarked;
