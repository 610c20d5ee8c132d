package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;

final class DetectableDifferenceTest {
    private static final int PATIENTS = 400;
    private static final PatientBootstrap STUDIES =
            new PatientBootstrap(PATIENTS, 1000, new Seeds(1).stream("studies"));

    /** Patients of one patch each; the arm's scores are the baseline's with noise. */
    private static DetectableDifference.Split split(double separation, double noise) {
        UniformRandomProvider random = new Seeds(2).stream("scores");
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        boolean[] positive = new boolean[PATIENTS];
        double[] baseline = new double[PATIENTS];
        double[] arm = new double[PATIENTS];
        for (int i = 0; i < PATIENTS; i++) {
            positive[i] = i % 2 == 0;
            baseline[i] = (positive[i] ? separation : 0) + gaussian.sample();
            arm[i] = baseline[i] + noise * gaussian.sample();
        }
        return new DetectableDifference.Split(
                positive,
                baseline,
                new double[][] {arm},
                IntStream.range(0, PATIENTS).toArray());
    }

    /** The textbook's figure: a gain is found in 80 % of studies where it is 1.960 + 0.842 standard errors, with 0.05 / 6 where 2.638 + 0.842. */
    @Test
    void a_gain_that_is_found_in_four_of_five_studies_is_2_8_standard_errors() {
        DetectableDifference.Split split = split(1, 0.5);
        DetectableDifference search = new DetectableDifference(List.of(split), STUDIES, 1000);
        double gain = search.find(0.05, 0.8);
        assertThat(gain).isCloseTo(2.802 * error(split), within(0.1 * gain));
        double inFamily = search.find(0.05 / 6, 0.8);
        assertThat(inFamily).isCloseTo(3.480 * error(split), within(0.1 * inFamily));
        assertThat(search.simulations()).isEqualTo(1000);
    }

    private static double error(DetectableDifference.Split split) {
        int[] ones = new int[PATIENTS];
        Arrays.fill(ones, 1);
        Obuchowski test = Obuchowski.of(
                List.of(new RocAuc(split.positive(), split.arms()[0], split.cluster())),
                List.of(new RocAuc(split.positive(), split.baseline(), split.cluster())),
                ones);
        return Math.sqrt(test.variance());
    }

    @Test
    void a_baseline_without_mistakes_leaves_no_gain_to_be_found() {
        assertThat(new DetectableDifference(List.of(split(30, 0.1)), STUDIES, 200).find(0.05, 0.8))
                .isNaN();
    }
}
