package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Expected numbers come from Debian's python3-sklearn, by src/test/reference/metrics.py. */
final class SklearnAgreementTest {
    private static final double TOLERANCE = 1e-9;
    private static final JsonNode REFERENCE = reference();

    private static JsonNode reference() {
        try (InputStream in = SklearnAgreementTest.class.getResourceAsStream("sklearn.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> measures_agree_with_scikit_learn_for() {
        return REFERENCE
                .get("cases")
                .valueStream()
                .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> check(node)));
    }

    private static void check(JsonNode node) {
        int[] labels = ints(node.get("labels"));
        ClassScores scores =
                new ClassScores(node.get("classes").asInt(), labels, rows(node.get("scores")), new int[labels.length]);
        double[][] measured = scores.measure(new int[] {1});
        for (int c = 0; c < node.get("classes").asInt(); c++) {
            JsonNode each = node.get("each").get(c);
            for (Measure measure : Measure.values()) {
                same(measured[c][measure.ordinal()], each.get(measure.id()), measure.id() + " of class " + c);
            }
            curve(scores.rocAuc(c), each);
        }
        double[] whole = measured[measured.length - 1];
        same(whole[Measure.ACCURACY.ordinal()], node.get("accuracy"), "accuracy");
        same(whole[Measure.BALANCED_ACCURACY.ordinal()], node.get("balancedAccuracy"), "balanced accuracy");
        if (node.has("macroAuc")) {
            same(whole[Measure.AUC.ordinal()], node.get("macroAuc"), "macro AUC");
            same(whole[Measure.PRECISION.ordinal()], node.get("macroPrecision"), "macro precision");
            same(whole[Measure.F1.ordinal()], node.get("macroF1"), "macro F1");
        }
        assertThat(scores.confusion(new int[] {1}))
                .isDeepEqualTo(Json.mapper().convertValue(node.get("confusion"), long[][].class));
        weighted(node, labels);
    }

    /** Each patch is a patient of its own here, with its own weight. */
    private static void weighted(JsonNode node, int[] labels) {
        int[] clusters = IntStream.range(0, labels.length).toArray();
        double[][] measured = new ClassScores(node.get("classes").asInt(), labels, rows(node.get("scores")), clusters)
                .measure(ints(node.get("weights")));
        for (int c = 0; c < node.get("classes").asInt(); c++) {
            JsonNode each = node.get("each").get(c);
            same(measured[c][Measure.AUC.ordinal()], each.get("weightedAuc"), "weighted AUC");
            same(measured[c][Measure.ACCURACY.ordinal()], each.get("weightedAccuracy"), "weighted accuracy");
        }
    }

    private static void curve(RocAuc rocAuc, JsonNode each) {
        if (each.get("auc").isNull()) {
            return;
        }
        Roc roc = rocAuc.roc();
        assertThat(roc.fpr()).containsExactly(doubles(each.get("fpr")), within(TOLERANCE));
        assertThat(roc.tpr()).containsExactly(doubles(each.get("tpr")), within(TOLERANCE));
        assertThat(Arrays.copyOfRange(roc.thresholds(), 1, roc.thresholds().length))
                .containsExactly(doubles(each.get("thresholds")), within(TOLERANCE));
        double[] grid = IntStream.rangeClosed(0, 10).mapToDouble(i -> i / 10.0).toArray();
        double[] tpr = new double[grid.length];
        rocAuc.curve(grid, new int[] {1}, tpr);
        assertThat(tpr).containsExactly(doubles(each.get("interp")), within(TOLERANCE));
    }

    @Test
    void delong_agrees_with_its_definition_over_all_pairs() {
        for (JsonNode node : REFERENCE.get("delong")) {
            boolean[] positive = new boolean[node.get("labels").size()];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = node.get("labels").get(i).asInt() == 1;
            }
            DeLong test = DeLong.test(positive, doubles(node.get("a")), doubles(node.get("b")));
            same(test.first(), node.get("aucA"), "AUC");
            same(test.second(), node.get("aucB"), "AUC");
            same(test.variance(), node.get("variance"), "variance");
            same(test.z(), node.get("z"), "z");
            same(test.p(), node.get("p"), "p");
        }
    }

    @Test
    void the_interval_has_numpys_quantiles_as_ends() {
        JsonNode node = REFERENCE.get("quantiles");
        PatientBootstrap.Interval interval = PatientBootstrap.interval(doubles(node.get("values")), 0.95);
        same(interval.low(), node.get("low"), "low");
        same(interval.high(), node.get("high"), "high");
    }

    private static void same(double value, JsonNode expected, String what) {
        if (expected.isNull()) {
            assertThat(value).as(what).isNaN();
        } else {
            assertThat(value).as(what).isCloseTo(expected.asDouble(), within(TOLERANCE));
        }
    }

    private static int[] ints(JsonNode node) {
        return Json.mapper().convertValue(node, int[].class);
    }

    private static double[] doubles(JsonNode node) {
        return Json.mapper().convertValue(node, double[].class);
    }

    private static double[][] rows(JsonNode node) {
        return Json.mapper().convertValue(node, double[][].class);
    }
}
