package dev.singan.report.compare;

import org.jspecify.annotations.Nullable;

/**
 * A figure with its confidence interval.
 *
 * @param value the figure
 * @param low the interval's lower end, or null where there is none
 * @param high its upper end, or null where there is none
 */
record Estimate(double value, @Nullable Double low, @Nullable Double high) {
    static Estimate of(double value) {
        return new Estimate(value, null, null);
    }

    /**
     * This figure minus another one, with the interval of the difference by the method of variance estimates recovery (Zou and Donner,
     * Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27, 2008, equation 3), which
     * needs the two intervals only. It takes the figures as independent: where both studies tested the same patients the interval is
     * wider than it need be.
     *
     * @param sameLevel whether both intervals are of one confidence level; there is none of the difference otherwise
     */
    Estimate minus(Estimate other, boolean sameLevel) {
        double difference = value - other.value;
        if (!sameLevel || low == null || high == null || other.low == null || other.high == null) {
            return of(difference);
        }
        return new Estimate(
                difference,
                difference - StrictMath.hypot(value - low, other.high - other.value),
                difference + StrictMath.hypot(high - value, other.value - other.low));
    }

    /** Whether the interval does not hold zero. */
    boolean isApartFromZero() {
        return low != null && high != null && (low > 0 || high < 0);
    }
}
