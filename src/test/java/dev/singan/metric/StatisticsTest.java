package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Seeds;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    @Test
    void holm_gives_what_r_gives_for_p_adjust() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void holm_does_not_count_comparisons_that_were_not_possible() {
        double[] adjusted = Holm.adjust(new double[] {0.02, Double.NaN, 0.9});
        assertThat(adjusted[0]).isCloseTo(0.04, within(1e-12));
        assertThat(adjusted[1]).isNaN();
        assertThat(adjusted[2]).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void holm_passes_on_the_error_of_the_p_value_that_an_adjusted_one_is_a_multiple_of() {
        // 0.01 times 3, then 0.04 times 2, and the bound.
        double[][] adjusted = Holm.adjust(new double[] {0.04, 0.01, 0.9}, new double[] {0.002, 0.001, 0.003});
        assertThat(adjusted[0]).containsExactly(new double[] {0.08, 0.03, 0.9}, within(1e-12));
        assertThat(adjusted[1]).containsExactly(new double[] {0.004, 0.003, 0.003}, within(1e-12));
        assertThat(Holm.adjust(new double[] {0.6, 0.7}, new double[] {0.1, 0.1})[1])
                .containsExactly(0, 0);
    }

    /** Over many seeds: p of normal differences with mean two deviations, whose two-sided p is 0.0455. */
    @Test
    void the_error_of_a_p_value_is_its_deviation_over_seeds() {
        int draws = 2000;
        double[] found = new double[300];
        for (int seed = 0; seed < found.length; seed++) {
            ZigguratSampler.NormalizedGaussian gaussian =
                    ZigguratSampler.NormalizedGaussian.of(new Seeds(seed).stream("p"));
            double[] differences =
                    gaussian.samples(draws).map(value -> value + 2).toArray();
            found[seed] = PatientBootstrap.pValue(differences);
        }
        Distribution over = Distribution.of(found);
        assertThat(over.mean()).isCloseTo(0.0455, within(0.002));
        // The deviation of a deviation of 300 values is 4 % of it.
        assertThat(PatientBootstrap.pError(0.0455, draws)).isCloseTo(over.sd(), within(0.15 * over.sd()));
    }

    @Test
    void a_bootstrap_draw_takes_as_many_patients_as_there_are() {
        PatientBootstrap bootstrap = new PatientBootstrap(13, 50, new Seeds(1).stream("test"));
        for (int draw = 0; draw < bootstrap.draws(); draw++) {
            assertThat(Arrays.stream(bootstrap.weights(draw)).sum()).isEqualTo(13);
        }
    }

    @Test
    void the_bootstrap_interval_of_a_mean_is_as_wide_as_its_standard_error_says() {
        // 400 patients with values 0 and 1 in equal parts: standard error 0.5 / sqrt(400) = 0.025, so 95 % is 0.5 ±
        // 0.049
        PatientBootstrap bootstrap = new PatientBootstrap(400, 2000, new Seeds(1).stream("test"));
        double[] means = new double[bootstrap.draws()];
        for (int draw = 0; draw < means.length; draw++) {
            int[] weights = bootstrap.weights(draw);
            for (int i = 0; i < 200; i++) {
                means[draw] += weights[i] / 400.0;
            }
        }
        PatientBootstrap.Interval interval = PatientBootstrap.interval(means, 0.95);
        assertThat(interval.low()).isCloseTo(0.451, within(0.006));
        assertThat(interval.high()).isCloseTo(0.549, within(0.006));
    }

    @Test
    void the_p_value_of_a_difference_that_never_changes_its_sign_is_the_least_that_the_draws_allow() {
        double[] differences = new double[1999];
        Arrays.fill(differences, 0.1);
        assertThat(PatientBootstrap.pValue(differences)).isCloseTo(2.0 / 2000, within(1e-12));
        Arrays.fill(differences, 0);
        assertThat(PatientBootstrap.pValue(differences)).isEqualTo(1);
    }

    @Test
    void an_interval_that_is_defined_in_less_than_half_of_the_draws_is_not_given() {
        PatientBootstrap.Interval interval =
                PatientBootstrap.interval(new double[] {0.5, Double.NaN, Double.NaN}, 0.95);
        assertThat(interval.low()).isNaN();
        assertThat(PatientBootstrap.pValue(new double[] {0.5, Double.NaN, Double.NaN}))
                .isNaN();
    }

    @Test
    void delong_finds_no_difference_between_equal_scores() {
        boolean[] positive = {true, false, true, false, true};
        double[] scores = {0.9, 0.1, 0.4, 0.5, 0.8};
        DeLong test = DeLong.test(positive, scores, scores);
        assertThat(test.z()).isZero();
        assertThat(test.p()).isCloseTo(1, within(1e-12));
    }

    @Test
    void the_reliability_curve_bins_scores_by_hand() {
        boolean[] positive = {false, true, true, true};
        double[] scores = {0.05, 0.08, 0.95, 1.0};
        assertThat(ReliabilityCurve.of(positive, scores, 10))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(List.of(
                        new ReliabilityCurve.Bin(0, 0.1, 2, 0.065, 0.5),
                        new ReliabilityCurve.Bin(0.9, 1, 2, 0.975, 1)));
    }
}
