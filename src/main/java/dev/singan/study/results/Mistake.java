package dev.singan.study.results;

/**
 * A test patch that was taken for another class with much confidence.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param split from 0
 * @param patch id
 * @param label the true class
 * @param predicted the class of the largest score
 * @param score that score
 */
public record Mistake(String task, String arm, int split, int patch, String label, String predicted, double score) {}
