package dev.singan.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.classify.ClassificationRecord.Detection;
import dev.singan.classify.backbone.ImageSource;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.head.HeadEngine;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.image.GrayImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;

/** What is detected is known: features are drawn from distributions that are equal, or are not. */
final class SyntheticDetectorTest {
    private static final int DIMENSION = 6;
    private static final int PER_SOURCE = 20;

    /** With so few features a head starts far from zero; it must go a longer way than with hundreds. */
    private static final HeadConfig HEAD = new HeadConfig(100, 128, 0.05, 1e-2, 0, 0.1, 0, true, true, HeadEngine.JAVA);

    private static final List<Patch> TABLE = TestExperiments.table(120);
    private static final ArmPlan PLAN = ArmPlan.of(
            TABLE,
            TestExperiments.of(Protocol.STRICT)
                    .arms("baseline", "singan-8")
                    .sources(SourceRule.choose(8, List.of(3)))
                    .added(8 * PER_SOURCE)
                    .build());

    private final ZigguratSampler.NormalizedGaussian normal =
            ZigguratSampler.NormalizedGaussian.of(new Seeds(11).stream("detector"));

    private float[] around(float... centre) {
        float[] row = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            row[j] = (float) normal.sample() + (j < centre.length ? centre[j] : 0);
        }
        return row;
    }

    private Detection detect(IntFunction<float[]> samplesOf, List<float[]> patches) {
        List<float[]> rows = new ArrayList<>(patches);
        int[] from = new int[9];
        for (int source = 0; source < 8; source++) {
            from[source] = rows.size();
            for (int n = 0; n < PER_SOURCE; n++) {
                rows.add(samplesOf.apply(source));
            }
        }
        from[8] = rows.size();
        List<ImageSource> images = IntStream.range(0, rows.size())
                .mapToObj(i -> new ImageSource(String.valueOf(i), () -> new GrayImage(1, 1, new byte[1])))
                .toList();
        FeatureTable features = new FeatureTable(rows, images, TABLE.size(), 0, from, from);
        return new SyntheticDetector(PLAN, features, HEAD, new Seeds(42)).run();
    }

    private List<float[]> patches() {
        return TABLE.stream().map(patch -> around()).toList();
    }

    @Test
    void samples_of_the_real_patches_distribution_cannot_be_told() {
        Detection detection = detect(source -> around(), patches());
        assertThat(detection.auc()).isBetween(0.4, 0.6);
        assertThat(detection.low()).isLessThan(0.5);
        assertThat(detection.high()).isGreaterThan(0.5);
        // every third of 120 patients has a malignant lesion, of which the sources' zoom group counts
        assertThat(detection.real()).isEqualTo(40);
        assertThat(detection.synthetic()).isEqualTo(8 * PER_SOURCE);
        assertThat(detection.divisions()).isEqualTo(20);
        assertThat(detection.sd()).isPositive();
    }

    @Test
    void samples_that_differ_are_told() {
        // Two normal distributions at a distance of 1.5 deviations have an AUC of Phi(1.5 / sqrt(2)) = 0.856; a head
        // that learns the
        // direction from 30 and 120 rows comes near to it. With 40 real patches a single data set strays by 0.05.
        double sum = 0;
        for (int set = 0; set < 8; set++) {
            Detection slightly = detect(source -> around(1.5f), patches());
            assertThat(slightly.low()).isGreaterThan(0.55);
            sum += slightly.auc();
        }
        assertThat(sum / 8).isBetween(0.80, 0.86);
        Detection plainly = detect(source -> around(6), patches());
        assertThat(plainly.auc()).isGreaterThan(0.99);
    }

    @Test
    void a_sample_is_not_told_by_its_likeness_to_the_source_that_it_came_from() {
        float[][] places = new float[8][];
        List<float[]> patches = new ArrayList<>(patches());
        for (int source = 0; source < 8; source++) {
            places[source] = patches.get(TABLE.indexOf(PLAN.sources().get(source)));
        }
        // Copies of eight of the forty real patches: a detector that saw the same source in training would know them by
        // heart.
        Detection detection = detect(source -> places[source].clone(), patches);
        assertThat(detection.low()).isLessThan(0.5);
        assertThat(detection.high()).isGreaterThan(0.5);
    }
}
