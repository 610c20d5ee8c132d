/** Scores: ROC, AUC and their intervals, SiFID, diversity, memorisation. */
@NullMarked
package dev.singan.metric;

import org.jspecify.annotations.NullMarked;
