package dev.singan.study.results;

import org.jspecify.annotations.Nullable;

/**
 * How well a linear classifier on the backbone's features tells real malignant patches from synthetic ones; cross-validated by
 * patient and source, so that a source's samples and its patient's patches are never on both sides.
 *
 * @param auc mean over the divisions into folds of the mean over the folds; 0.5 where they cannot be told apart, null where it is not defined
 * @param low lower end of the bootstrap interval, drawn by patient and source
 * @param high upper end
 * @param divisions how often the groups were divided into folds anew
 * @param sd deviation over the divisions, with n-1: how much a single one would tell by its chance alone
 * @param real real patches
 * @param synthetic synthetic patches
 * @param note how it was done
 */
public record SyntheticDetection(
        @Nullable Double auc,
        @Nullable Double low,
        @Nullable Double high,
        int divisions,
        @Nullable Double sd,
        int real,
        int synthetic,
        String note) {}
