package dev.singan.study.results;

import java.util.List;

/**
 * What an arm added to a training set.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param split from 0
 * @param perSingan how many from each source patch, in the order of the sources
 * @param added how many in all
 * @param note what the reader should know, or an empty text
 */
public record Added(
        String task, String arm, String trainZoom, int split, List<Integer> perSingan, int added, String note) {}
