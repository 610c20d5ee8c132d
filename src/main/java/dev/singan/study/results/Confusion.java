package dev.singan.study.results;

import java.util.List;

/**
 * A confusion matrix, summed over the splits.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param testZoom zoom groups of the test set, as digits
 * @param labels the classes
 * @param counts rows are the true, columns the predicted classes
 */
public record Confusion(
        String task, String arm, String trainZoom, String testZoom, List<String> labels, List<List<Integer>> counts) {}
