package dev.singan.study.results;

import org.jspecify.annotations.Nullable;

/**
 * How well a linear classifier on the backbone's features tells real malignant patches from synthetic ones; cross-validated by
 * patient and source, so that a source's samples and its patient's patches are never on both sides.
 *
 * @param auc 0.5 where they cannot be told apart, null where it is not defined
 * @param low lower end of the bootstrap interval, drawn by patient and source
 * @param high upper end
 * @param real real patches
 * @param synthetic synthetic patches
 * @param note how it was done
 */
public record SyntheticDetection(
        @Nullable Double auc, @Nullable Double low, @Nullable Double high, int real, int synthetic, String note) {}
