package dev.singan.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.ClassificationRecord.Check;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.head.HeadData;
import dev.singan.classify.head.HeadEngine;
import dev.singan.classify.head.HeadTrainer;
import dev.singan.classify.head.LinearScores;
import dev.singan.classify.head.Standardisation;
import dev.singan.classify.head.TrainedHead;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.metric.ClassScores;
import dev.singan.metric.Measure;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** The switches of a protocol that other tests do not show, each in both settings. */
final class ProtocolSwitchTest {
    private static final List<Patch> TABLE = TestExperiments.table(60);

    private static List<String> keys() {
        return IntStream.range(0, TABLE.size()).mapToObj(String::valueOf).toList();
    }

    private static HeadData noise() {
        UniformRandomProvider random = new Seeds(3).stream("noise");
        float[] x = new float[90 * 6];
        int[] y = new int[90];
        for (int i = 0; i < 90; i++) {
            y[i] = i % 5 == 0 ? 2 : i % 2;
            for (int j = 0; j < 6; j++) {
                x[i * 6 + j] = (float) random.nextDouble() + (j == y[i] ? 0.5f : 0);
            }
        }
        return new HeadData(6, 3, 3, x, y, x, y);
    }

    private static HeadConfig config() {
        return new HeadConfig(3, 40, 1e-2, 0, 0, 0.1, 1e-9, false, false, HeadEngine.JAVA);
    }

    @Test
    void published_lets_sources_fall_where_they_are_drawn_and_the_audit_sees_it() {
        Experiment published = TestExperiments.of(Protocol.PUBLISHED)
                .arms("baseline", "singan-8")
                .sources(SourceRule.choose(8, List.of(3)))
                .build();
        List<Check> checks = LeakageAudit.of(ArmPlan.of(TABLE, published), keys(), Protocol.PUBLISHED);
        assertThat(checks)
                .filteredOn(check -> check.name().equals("source patients"))
                .anyMatch(check -> !check.passed());
        assertThat(checks)
                .filteredOn(check -> check.name().equals("synthetic samples"))
                .anyMatch(check -> !check.passed());
        assertThat(checks).filteredOn(check -> check.name().equals("patients")).allMatch(Check::passed);
        assertThatCode(() -> LeakageAudit.require(checks, Protocol.PUBLISHED)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LeakageAudit.require(checks, Protocol.STRICT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("source patients");
    }

    @Test
    void the_strict_audit_passes_and_sees_an_image_under_two_names() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        assertThat(LeakageAudit.of(plan, keys(), Protocol.STRICT)).allMatch(Check::passed);
        HeadPlan head = plan.heads().get(0);
        String[] twice = keys().toArray(String[]::new);
        twice[head.train()[0]] = twice[head.test()[0]];
        assertThat(LeakageAudit.of(plan, List.of(twice), Protocol.STRICT))
                .filteredOn(check -> !check.passed())
                .isNotEmpty()
                .allMatch(check -> check.name().equals("duplicate images"));
    }

    @Test
    void curves_are_of_the_whole_set_under_strict_and_of_the_last_batch_under_published() {
        HeadData data = noise();
        int[] all = IntStream.range(0, 90).toArray();
        TrainedHead strict = new HeadTrainer(config(), Protocol.STRICT).train(data, new Seeds(42), false);
        TrainedHead published = new HeadTrainer(config(), Protocol.PUBLISHED).train(data, new Seeds(42), false);
        double whole =
                TrainedHead.Point.of(strict.parameters(), data, true, all, 0).auc();
        assertThat(strict.curves().trainAuc()[strict.testedEpoch()]).isCloseTo(whole, within(1e-12));
        // Neither draws with the sampler here, so both trained to the same weights; the last batch has ten patches.
        assertThat(published.curves().trainAuc()[2])
                .isNotCloseTo(
                        TrainedHead.Point.of(published.parameters(), data, true, all, 0)
                                .auc(),
                        within(1e-6));
    }

    /** {@link ClassScores} agrees with scikit-learn. */
    @Test
    void precision_and_recall_by_epoch_are_those_of_the_scores() {
        HeadData data = noise();
        TrainedHead head = new HeadTrainer(config(), Protocol.STRICT).train(data, new Seeds(42), false);
        double[][] scores = new double[90][];
        double[] logits = new double[data.outputs()];
        for (int i = 0; i < 90; i++) {
            LinearScores.logits(head.parameters(), data.validation(), i * data.dimension(), data.dimension(), logits);
            scores[i] = LinearScores.probabilities(logits);
        }
        double[][] measures =
                new ClassScores(data.classes(), data.validationLabels(), scores, new int[90]).measure(new int[] {1});
        for (int c = 0; c < data.classes(); c++) {
            assertThat(head.curves().validationPrecision()[c][head.testedEpoch()])
                    .isEqualTo(measures[c][Measure.PRECISION.ordinal()]);
            assertThat(head.curves().validationRecall()[c][head.testedEpoch()])
                    .isEqualTo(measures[c][Measure.RECALL.ordinal()]);
        }
        assertThat(head.curves().trainRecall()).hasDimensions(data.classes(), config().epochs());
    }

    @Test
    void validation_is_taken_as_it_is_under_strict_and_drawn_under_published() {
        HeadData data = noise();
        int[] all = IntStream.range(0, 90).toArray();
        TrainedHead strict = new HeadTrainer(config(), Protocol.STRICT).train(data, new Seeds(42), false);
        TrainedHead published = new HeadTrainer(config(), Protocol.PUBLISHED).train(data, new Seeds(42), false);
        assertThat(strict.curves().validationLoss()[strict.testedEpoch()])
                .isEqualTo(TrainedHead.Point.of(strict.parameters(), data, false, all, 0)
                        .loss());
        assertThat(published.curves().validationLoss()[2])
                .isNotCloseTo(
                        TrainedHead.Point.of(published.parameters(), data, false, all, 0)
                                .loss(),
                        within(1e-6));
    }

    @Test
    void heads_are_seeded_by_split_and_published_reuses_its_loop_variable() {
        assertThat(HeadJob.seed(42, Protocol.STRICT, Task.MULTICLASS, 0)).isEqualTo(42);
        assertThat(HeadJob.seed(42, Protocol.STRICT, Task.MULTICLASS, 1)).isEqualTo(47);
        assertThat(HeadJob.seed(42, Protocol.STRICT, Task.MULTICLASS, 2)).isEqualTo(52);
        assertThat(HeadJob.seed(42, Protocol.PUBLISHED, Task.MULTICLASS, 1)).isEqualTo(52);
        assertThat(HeadJob.seed(42, Protocol.PUBLISHED, Task.MULTICLASS, 2)).isEqualTo(52);
        assertThat(HeadJob.seed(42, Protocol.PUBLISHED, Task.BINARY, 1)).isEqualTo(47);
    }

    @Test
    void standardised_features_have_mean_0_and_deviation_1_and_constant_ones_are_0() {
        List<float[]> rows = List.of(new float[] {1, 7}, new float[] {3, 7}, new float[] {100, 7});
        float[] flat = Standardisation.of(rows, new int[] {0, 1}, 2).apply(rows, new int[] {0, 1, 2});
        assertThat(flat).containsExactly(new float[] {-1, 0, 1, 0, 98, 0}, within(1e-6f));
    }
}
