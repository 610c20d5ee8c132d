package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Expected numbers come from Obuchowski's formulas by all pairs of patches, in src/test/reference/obuchowski.py. */
final class ObuchowskiTest {
    @TestFactory
    Stream<DynamicTest> the_test_is_obuchowskis_for() throws IOException {
        try (InputStream in = ObuchowskiTest.class.getResourceAsStream("obuchowski.json")) {
            return Json.mapper()
                    .readTree(in)
                    .valueStream()
                    .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> check(node)));
        }
    }

    private static void check(JsonNode node) {
        Obuchowski test = Obuchowski.of(
                curves(node, "a"), curves(node, "b"), ones(node.get("clusters").asInt()));
        assertThat(test.difference()).isCloseTo(node.get("difference").asDouble(), within(1e-12));
        assertThat(test.variance()).isCloseTo(node.get("variance").asDouble(), within(1e-12));
        assertThat(test.z()).isCloseTo(node.get("z").asDouble(), within(1e-9));
        assertThat(test.p()).isCloseTo(node.get("p").asDouble(), within(1e-9));
    }

    private static List<RocAuc> curves(JsonNode node, String reader) {
        List<RocAuc> curves = new ArrayList<>();
        for (JsonNode split : node.get("splits")) {
            curves.add(new RocAuc(
                    positive(split),
                    Json.mapper().convertValue(split.get(reader), double[].class),
                    Json.mapper().convertValue(split.get("cluster"), int[].class)));
        }
        return curves;
    }

    private static boolean[] positive(JsonNode split) {
        boolean[] positive = new boolean[split.get("positive").size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = split.get("positive").get(i).asInt() == 1;
        }
        return positive;
    }

    private static int[] ones(int clusters) {
        int[] ones = new int[clusters];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void with_one_patch_in_each_cluster_it_is_delongs_test() throws IOException {
        try (InputStream in = ObuchowskiTest.class.getResourceAsStream("sklearn.json")) {
            for (JsonNode node : Json.mapper().readTree(in).get("delong")) {
                double[] a = Json.mapper().convertValue(node.get("a"), double[].class);
                double[] b = Json.mapper().convertValue(node.get("b"), double[].class);
                int[] clusters = IntStream.range(0, a.length).toArray();
                boolean[] positive = new boolean[a.length];
                for (int i = 0; i < a.length; i++) {
                    positive[i] = node.get("labels").get(i).asInt() == 1;
                }
                Obuchowski test = Obuchowski.of(
                        List.of(new RocAuc(positive, a, clusters)),
                        List.of(new RocAuc(positive, b, clusters)),
                        ones(a.length));
                assertThat(test.variance()).isCloseTo(node.get("variance").asDouble(), within(1e-12));
                assertThat(test.p()).isCloseTo(node.get("p").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void a_weight_of_two_is_two_clusters_that_are_alike() {
        boolean[] positive = {true, false, true, false, false, true, true, false};
        double[] a = {0.9, 0.2, 0.4, 0.5, 0.1, 0.8, 0.3, 0.6};
        double[] b = {0.7, 0.3, 0.6, 0.4, 0.2, 0.5, 0.4, 0.6};
        int[] clusters = {0, 0, 1, 1, 2, 2, 3, 3};
        int[] weights = {2, 1, 0, 3};
        List<Integer> order = new ArrayList<>();
        List<Integer> copies = new ArrayList<>();
        for (int cluster = 0, copy = 0; cluster < 4; cluster++) {
            for (int w = 0; w < weights[cluster]; w++, copy++) {
                order.addAll(List.of(2 * cluster, 2 * cluster + 1));
                copies.addAll(List.of(copy, copy));
            }
        }
        boolean[] manyPositive = new boolean[order.size()];
        for (int i = 0; i < manyPositive.length; i++) {
            manyPositive[i] = positive[order.get(i)];
        }
        int[] many = copies.stream().mapToInt(Integer::intValue).toArray();
        Obuchowski expected = Obuchowski.of(
                List.of(new RocAuc(manyPositive, picked(a, order), many)),
                List.of(new RocAuc(manyPositive, picked(b, order), many)),
                ones(6));
        Obuchowski test = Obuchowski.of(
                List.of(new RocAuc(positive, a, clusters)), List.of(new RocAuc(positive, b, clusters)), weights);
        assertThat(test.difference()).isCloseTo(expected.difference(), within(1e-12));
        assertThat(test.variance()).isCloseTo(expected.variance(), within(1e-12));
    }

    private static double[] picked(double[] values, List<Integer> order) {
        return order.stream().mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void a_class_within_one_cluster_has_no_variance_and_equal_scores_no_difference() {
        boolean[] positive = {true, true, false, false};
        double[] scores = {0.9, 0.2, 0.4, 0.5};
        RocAuc alone = new RocAuc(positive, scores, new int[] {0, 0, 1, 2});
        RocAuc other = new RocAuc(positive, new double[] {0.9, 0.6, 0.4, 0.5}, new int[] {0, 0, 1, 2});
        assertThat(Obuchowski.of(List.of(alone), List.of(other), ones(3)).p()).isNaN();
        RocAuc apart = new RocAuc(positive, scores, new int[] {0, 1, 2, 3});
        assertThat(Obuchowski.of(List.of(apart), List.of(apart), ones(4)).p()).isEqualTo(1);
    }

    /** By the definition of a test: where there is no difference, p is below 0.05 in 5 % of data sets; DeLong's is so far more often. */
    @Test
    void it_keeps_its_level_where_patches_of_a_patient_are_alike_and_delongs_test_does_not() {
        UniformRandomProvider random = new Seeds(1).stream("level");
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        int studies = 600;
        int clustered = 0;
        int independent = 0;
        for (int study = 0; study < studies; study++) {
            int patients = 80;
            int each = 6;
            boolean[] positive = new boolean[patients * each];
            double[][] scores = new double[2][positive.length];
            int[] cluster = new int[positive.length];
            for (int patient = 0; patient < patients; patient++) {
                double[] effect = {gaussian.sample(), gaussian.sample()};
                for (int k = 0; k < each; k++) {
                    int i = patient * each + k;
                    cluster[i] = patient;
                    positive[i] = patient % 2 == 0;
                    for (int reader = 0; reader < 2; reader++) {
                        scores[reader][i] = (positive[i] ? 1 : 0) + effect[reader] + 0.5 * gaussian.sample();
                    }
                }
            }
            Obuchowski test = Obuchowski.of(
                    List.of(new RocAuc(positive, scores[0], cluster)),
                    List.of(new RocAuc(positive, scores[1], cluster)),
                    ones(patients));
            clustered += test.p() < 0.05 ? 1 : 0;
            independent += DeLong.test(positive, scores[0], scores[1]).p() < 0.05 ? 1 : 0;
        }
        // Three standard errors of a share of 0.05 of 600 are 0.027.
        assertThat((double) clustered / studies).isBetween(0.023, 0.077);
        assertThat((double) independent / studies).isGreaterThan(0.3);
    }
}
