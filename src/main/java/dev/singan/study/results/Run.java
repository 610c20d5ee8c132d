package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Scores of one head on one test set, for a class against the others or for all.
 *
 * <p>A class's accuracy and the like are those of the one-vs-rest decision: predicted as this class or not, where the predicted class is
 * the one of the largest score. {@link Results#MACRO} holds the unweighted means over the classes for AUC, precision, recall and F1, and
 * accuracy, balanced accuracy and the Brier score (sum over the classes) of the whole decision.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param testZoom zoom groups of the test set, as digits
 * @param split from 0, or {@link Results#ENSEMBLE}
 * @param label the class, or {@link Results#MACRO}
 * @param n test patches
 * @param positives how many of them are of the class
 * @param auc null where only one class is there
 * @param accuracy share of right decisions
 * @param balancedAccuracy mean of the classes' recalls
 * @param precision null where nothing was predicted as the class
 * @param recall null where there is nothing of the class
 * @param f1 null where it is not defined
 * @param brier mean squared difference of score and truth
 */
public record Run(
        String task,
        String arm,
        String trainZoom,
        String testZoom,
        int split,
        @JsonProperty("class") String label,
        int n,
        int positives,
        @Nullable Double auc,
        @Nullable Double accuracy,
        @Nullable Double balancedAccuracy,
        @Nullable Double precision,
        @Nullable Double recall,
        @Nullable Double f1,
        @Nullable Double brier)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("n", n, 0, Integer.MAX_VALUE);
        faults.range("positives", positives, 0, n);
        share(faults, "auc", auc);
        share(faults, "accuracy", accuracy);
        share(faults, "balancedAccuracy", balancedAccuracy);
        share(faults, "precision", precision);
        share(faults, "recall", recall);
        share(faults, "f1", f1);
    }

    private static void share(Faults faults, String field, @Nullable Double value) {
        if (value != null) {
            faults.range(field, value, 0, 1);
        }
    }
}
