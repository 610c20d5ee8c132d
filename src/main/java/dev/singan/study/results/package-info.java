/**
 * What {@code results.json} holds, as records: the study's figures, without times, hosts or absolute paths, so that the same study
 * gives the same bytes. Probabilities, rates and AUCs are in [0, 1]; null means that a figure is not defined for its set.
 */
@NullMarked
package dev.singan.study.results;

import org.jspecify.annotations.NullMarked;
