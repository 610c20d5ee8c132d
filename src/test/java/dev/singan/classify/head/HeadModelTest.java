package dev.singan.classify.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** PyTorch's numbers come from Debian's python3-torch, by src/test/reference/head.py. */
final class HeadModelTest {
    private static final HeadConfig CONFIG = HeadConfig.standard();

    @Test
    void steps_give_pytorchs_parameters_in_java_and_in_dl4j() throws IOException {
        try (InputStream in = HeadModelTest.class.getResourceAsStream("head.json")) {
            for (JsonNode node : Json.mapper().readTree(in)) {
                HeadData data = data(node);
                float[] start = floats(node.get("start"));
                double decay = node.get("decay").asDouble();
                check(node, data, new JavaHeadModel(data, decay, start));
                check(node, data, new Dl4jHeadModel(data, decay, start));
            }
        }
    }

    private static HeadData data(JsonNode node) {
        int[] labels = Json.mapper().convertValue(node.get("y"), int[].class);
        int outputs = node.get("outputs").asInt();
        float[] x = floats(node.get("x"));
        return new HeadData(node.get("dimension").asInt(), Math.max(2, outputs), outputs, x, labels, x, labels);
    }

    private static void check(JsonNode node, HeadData data, HeadModel model) {
        int n = data.trainLabels().length;
        int batch = node.get("batch").asInt();
        for (int step = 0; step < node.get("steps").asInt(); step++) {
            int first = step * batch;
            int[] rows = IntStream.range(0, batch).map(i -> (first + i) % n).toArray();
            model.step(rows, 0, batch, 0.01);
        }
        assertThat(model.parameters()).containsExactly(floats(node.get("end")), within(2e-5f));
        TrainedHead.Point point = TrainedHead.Point.of(
                model.parameters(), data, true, IntStream.range(0, n).toArray(), 0);
        assertThat(point.loss()).isCloseTo(node.get("loss").asDouble(), within(1e-5));
    }

    private static float[] floats(JsonNode node) {
        return Json.mapper().convertValue(node, float[].class);
    }

    /** Two blobs of points per class, the last class rare. */
    private static HeadData blobs(int n, int d, int classes, long seed) {
        UniformRandomProvider random = new Seeds(seed).stream("blobs");
        float[] x = new float[n * d];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 7 == 0 ? classes - 1 : i % (classes - 1);
            for (int j = 0; j < d; j++) {
                x[i * d + j] = (float) (2 * random.nextDouble() - 1 + (j % classes == y[i] ? 0.3 : 0));
            }
        }
        return new HeadData(d, classes, classes == 2 ? 1 : classes, x, y, x, y);
    }

    @Test
    void whole_trainings_agree_between_java_and_dl4j() {
        for (int classes = 2; classes <= 3; classes++) {
            HeadData data = blobs(150, 20, classes, 5);
            HeadConfig dl4j = new HeadConfig(6, 32, 1e-2, 1e-2, 2, 0.5, 1e-3, true, true, HeadEngine.DL4J);
            HeadConfig java = new HeadConfig(6, 32, 1e-2, 1e-2, 2, 0.5, 1e-3, true, true, HeadEngine.JAVA);
            TrainedHead a = new HeadTrainer(dl4j, Protocol.STRICT).train(data, new Seeds(42), true);
            TrainedHead b = new HeadTrainer(java, Protocol.STRICT).train(data, new Seeds(42), true);
            assertThat(b.parameters()).containsExactly(a.parameters(), within(1e-4f));
            assertThat(b.drawn()).isEqualTo(a.drawn());
        }
    }

    @Test
    void the_balancing_sampler_draws_each_class_as_often() {
        TrainedHead head = new HeadTrainer(CONFIG, Protocol.STRICT).train(blobs(210, 5, 3, 1), new Seeds(42), false);
        long all = 210L * head.curves().trainLoss().length;
        for (long drawn : head.drawn()) {
            // A third of 21000 draws with standard deviation 68
            assertThat(drawn).isCloseTo(all / 3, within(300L));
        }
    }

    @Test
    void published_balances_the_baseline_alone() {
        HeadTrainer trainer = new HeadTrainer(CONFIG, Protocol.PUBLISHED);
        long[] baseline =
                trainer.train(blobs(210, 5, 3, 1), new Seeds(42), true).drawn();
        long[] augmented =
                trainer.train(blobs(210, 5, 3, 1), new Seeds(42), false).drawn();
        assertThat(baseline[2]).isCloseTo(7000, within(300L));
        assertThat(augmented[2]).isEqualTo(30 * 100);
    }

    @Test
    void strict_tests_the_best_epochs_weights_and_published_the_last_ones() {
        HeadData train = blobs(60, 30, 3, 1);
        HeadData other = blobs(60, 30, 3, 2);
        HeadData data = new HeadData(30, 3, 3, train.train(), train.trainLabels(), other.train(), other.trainLabels());
        HeadConfig overfits = new HeadConfig(60, 16, 5e-2, 0, 0, 0.1, 1e-3, false, false, HeadEngine.JAVA);
        TrainedHead strict = new HeadTrainer(overfits, Protocol.STRICT).train(data, new Seeds(42), true);
        TrainedHead published = new HeadTrainer(overfits, Protocol.PUBLISHED).train(data, new Seeds(42), true);
        assertThat(strict.testedEpoch()).isEqualTo(strict.bestEpoch()).isLessThan(59);
        assertThat(published.testedEpoch()).isEqualTo(59);
        double[] losses = strict.curves().validationLoss();
        TrainedHead.Point tested = TrainedHead.Point.of(
                strict.parameters(), data, false, IntStream.range(0, 60).toArray(), 0);
        assertThat(tested.loss()).isEqualTo(losses[strict.bestEpoch()]);
        for (double loss : losses) {
            assertThat(loss).isGreaterThanOrEqualTo(tested.loss());
        }
    }

    @Test
    void the_schedule_steps_under_strict_and_never_under_published() {
        HeadData data = blobs(60, 10, 3, 1);
        HeadConfig steep = new HeadConfig(9, 16, 1e-2, 0, 3, 0.0, 1e-9, false, false, HeadEngine.JAVA);
        double[] strict = new HeadTrainer(steep, Protocol.STRICT)
                .train(data, new Seeds(42), false)
                .curves()
                .trainLoss();
        // With a factor of 0 nothing moves after the third epoch.
        assertThat(strict[8]).isEqualTo(strict[2]);
        assertThat(strict[2]).isNotEqualTo(strict[1]);
        HeadConfig same = new HeadConfig(9, 16, 1e-2, 0, 3, 0.0, 1e-9, false, false, HeadEngine.JAVA);
        Protocol published = Protocol.PUBLISHED;
        double[] loose = new HeadTrainer(same, published)
                .train(data, new Seeds(42), false)
                .curves()
                .trainLoss();
        assertThat(loose[8]).isNotEqualTo(loose[2]);
    }

    @Test
    void training_ends_early_at_the_asked_for_loss() {
        HeadConfig easy = new HeadConfig(100, 16, 1e-1, 0, 0, 0.1, 0.3, true, false, HeadEngine.JAVA);
        double[] losses = new HeadTrainer(easy, Protocol.STRICT)
                .train(blobs(100, 60, 2, 1), new Seeds(42), true)
                .curves()
                .validationLoss();
        assertThat(losses.length).isLessThan(100);
        assertThat(losses[losses.length - 1]).isLessThanOrEqualTo(0.3);
    }

    @Test
    void the_same_seed_gives_the_same_bits() {
        HeadData data = blobs(100, 30, 3, 1);
        TrainedHead a = new HeadTrainer(CONFIG, Protocol.STRICT).train(data, new Seeds(42), true);
        TrainedHead b = new HeadTrainer(CONFIG, Protocol.STRICT).train(data, new Seeds(42), true);
        assertThat(a.parameters()).containsExactly(b.parameters());
    }
}
