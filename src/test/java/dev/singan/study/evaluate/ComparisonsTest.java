package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.metric.Obuchowski;
import org.junit.jupiter.api.Test;

/** Three arms with the baseline, three classes and their mean. Adjusted values by hand, from Holm's definition. */
final class ComparisonsTest {
    private static final double[][] P = {{0.04, 0.01}, {0.02, 0.03}, {0.005, 0.5}, {0.2, 0.03}};

    private static Comparisons corrected(TestFamily family, Integer alone) {
        Comparisons comparisons = new Comparisons(4, 3);
        for (int c = 0; c < P.length; c++) {
            for (int a = 1; a < 3; a++) {
                double p = P[c][a - 1];
                comparisons.bootstrap(comparisons.at(c, a), p, p / 10);
                comparisons.test(comparisons.at(c, a), c == 3 ? null : new Obuchowski(0.1, 1, 1, p), null);
            }
        }
        comparisons.correct(family, alone);
        return comparisons;
    }

    private static void adjusted(Comparisons comparisons, int c, int a, double p) {
        assertThat(comparisons.pAdjusted(comparisons.at(c, a))).isCloseTo(p, within(1e-12));
    }

    @Test
    void the_arms_of_a_class_are_a_family() {
        Comparisons comparisons = corrected(TestFamily.ARMS, null);
        adjusted(comparisons, 0, 1, 0.04);
        adjusted(comparisons, 0, 2, 0.02);
        adjusted(comparisons, 1, 1, 0.04);
        adjusted(comparisons, 1, 2, 0.04);
        adjusted(comparisons, 3, 2, 0.06);
        assertThat(comparisons.pAdjusted(comparisons.at(0, 0))).isNaN();
    }

    @Test
    void arms_times_classes_are_a_family_without_the_mean_of_the_classes() {
        Comparisons comparisons = corrected(TestFamily.ARMS_CLASSES, null);
        // Sorted 0.005, 0.01, 0.02, 0.03, 0.04, 0.5 times 6, 5, 4, 3, 2, 1, never falling.
        adjusted(comparisons, 2, 1, 0.03);
        adjusted(comparisons, 0, 2, 0.05);
        adjusted(comparisons, 1, 1, 0.08);
        adjusted(comparisons, 1, 2, 0.09);
        adjusted(comparisons, 0, 1, 0.09);
        adjusted(comparisons, 2, 2, 0.5);
        adjusted(comparisons, 3, 2, 0.06);
        assertThat(comparisons.clusteredAdjusted(comparisons.at(1, 1))).isCloseTo(0.08, within(1e-12));
        // The errors are those of the p-value that the adjusted one is a multiple of: of 0.03 times 3, twice.
        assertThat(comparisons.pAdjustedError(comparisons.at(1, 2))).isCloseTo(0.009, within(1e-12));
        assertThat(comparisons.pAdjustedError(comparisons.at(0, 1))).isCloseTo(0.009, within(1e-12));
    }

    @Test
    void the_comparison_that_stands_alone_is_not_corrected_and_makes_its_family_smaller() {
        Comparisons none = new Comparisons(4, 3);
        Comparisons comparisons = corrected(TestFamily.ARMS, none.at(0, 1));
        adjusted(comparisons, 0, 1, 0.04);
        adjusted(comparisons, 0, 2, 0.01);
    }
}
