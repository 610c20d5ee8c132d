package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A metric over the splits.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param testZoom zoom groups of the test set, as digits
 * @param label the class, or {@link Results#MACRO}
 * @param metric {@code auc}, {@code accuracy}, {@code balancedAccuracy}, {@code precision}, {@code recall}, {@code f1}, {@code brier}
 * @param mean mean over the splits in which it is defined
 * @param sd standard deviation over the splits
 * @param sdKind {@code n} or {@code n-1}: what the sum of squares is divided by
 * @param splits in how many splits it is defined
 * @param low lower end of the patient-cluster bootstrap interval of the mean
 * @param high upper end
 * @param difference mean minus the baseline's mean; null for the baseline itself
 * @param differenceLow lower end of the paired bootstrap interval of the difference
 * @param differenceHigh upper end
 * @param p two-sided p-value of the paired bootstrap
 * @param pError the Monte Carlo standard error of {@code p}: by how much another seed may move it
 * @param pAdjusted the same after Holm's correction over the family of {@code study.family}; of the primary comparison p itself, as it is
 *     tested alone
 * @param pAdjustedError the Monte Carlo standard error of {@code pAdjusted}; 0 where that is 1 by the bound
 * @param clustered Obuchowski's test by patients, for AUCs of a class
 * @param delong DeLong's test on the pooled predictions, for AUCs of a class
 */
public record Summary(
        String task,
        String arm,
        String trainZoom,
        String testZoom,
        @JsonProperty("class") String label,
        String metric,
        @Nullable Double mean,
        @Nullable Double sd,
        String sdKind,
        int splits,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double difference,
        @Nullable Double differenceLow,
        @Nullable Double differenceHigh,
        @Nullable Double p,
        @Nullable Double pError,
        @Nullable Double pAdjusted,
        @Nullable Double pAdjustedError,
        @Nullable Clustered clustered,
        @Nullable Delong delong) {
    /**
     * Obuchowski's test (Biometrics 1997) of {@code difference}, for clustered data: patches of a patient may be alike, patients are
     * independent. It needs no random draws.
     *
     * @param standardError estimated deviation of the difference
     * @param z the statistic
     * @param p two-sided p-value of the normal distribution
     * @param pAdjusted the same after Holm's correction over the family
     */
    public record Clustered(double standardError, double z, double p, double pAdjusted) {}

    /**
     * DeLong's test (DeLong, DeLong and Clarke-Pearson, Biometrics 1988) of the difference of two correlated AUCs. It takes the patches
     * as independent, which the several patches of a patient are not, so that its p-value is too small; and it pools scores of different
     * heads (of a patch that several heads were tested on, their mean). For comparison with other work only.
     *
     * @param auc the arm's AUC on the pooled predictions of all splits
     * @param baseline the baseline's
     * @param z the statistic
     * @param p two-sided p-value
     * @param pAdjusted the same after Holm's correction over the family
     */
    public record Delong(double auc, double baseline, double z, double p, double pAdjusted) {}
}
