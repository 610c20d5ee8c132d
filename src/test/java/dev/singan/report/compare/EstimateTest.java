package dev.singan.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final double Z = 1.959963984540054;

    /** Wilson's interval of a proportion. */
    private static Estimate wilson(int hits, int n) {
        double p = (double) hits / n;
        double middle = 2 * n * p + Z * Z;
        double half = Z * Math.sqrt(Z * Z + 4 * n * p * (1 - p));
        return new Estimate(p, (middle - half) / (2 * (n + Z * Z)), (middle + half) / (2 * (n + Z * Z)));
    }

    /**
     * With Wilson's intervals the method is Newcombe's tenth (Interval estimation for the difference between independent proportions,
     * Statistics in Medicine 17, 1998), whose table II has 0.0524 to 0.3339 for 56/70 and 48/80.
     */
    @Test
    void the_interval_of_a_difference_is_the_published_one() {
        Estimate difference = wilson(56, 70).minus(wilson(48, 80), true);
        assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
        assertThat(difference.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(difference.high()).isCloseTo(0.3339, within(5e-5));
        assertThat(difference.isApartFromZero()).isTrue();
    }

    @Test
    void there_is_none_where_a_figure_has_none_or_the_levels_differ() {
        assertThat(wilson(56, 70).minus(Estimate.of(0.5), true).low()).isNull();
        assertThat(wilson(56, 70).minus(wilson(48, 80), false).high()).isNull();
        assertThat(Estimate.of(3).minus(Estimate.of(1), true).isApartFromZero()).isFalse();
    }
}
