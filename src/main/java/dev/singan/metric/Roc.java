package dev.singan.metric;

/**
 * A receiver operating characteristic by its corners, from (0, 0) to (1, 1). A rate is NaN where no patch is of its class.
 *
 * @param fpr false positive rates, ascending
 * @param tpr true positive rates, ascending
 * @param thresholds a patch is called positive where its score is at least this; infinite at the first corner
 */
@SuppressWarnings("ArrayRecordComponent") // a view for readers of corners; never compared
public record Roc(double[] fpr, double[] tpr, double[] thresholds) {}
