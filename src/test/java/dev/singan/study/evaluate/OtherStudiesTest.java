package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.study.results.Misclassification;
import dev.singan.study.results.Results;
import dev.singan.study.results.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies under other protocols, and such as cannot be evaluated. */
final class OtherStudiesTest {
    @Test
    void published_divides_three_rates_by_the_training_set_and_deviations_by_n(@TempDir Path folder)
            throws IOException {
        Experiment published = TestExperiments.of(Protocol.PUBLISHED)
                .arms("baseline", "singan-2")
                .matrixArms()
                .zooms("123")
                .build();
        SmallStudy small = new SmallStudy(folder, published, 48);
        small.classify(2);
        Results scored = small.evaluate();
        assertThat(scored.summary())
                .allSatisfy(summary -> assertThat(summary.sdKind()).isEqualTo("n"));
        int train = scored.sets().stream()
                .filter(set -> set.task().equals("binary")
                        && set.arm().equals("singan-2")
                        && set.set().equals("train"))
                .mapToInt(set -> set.patches())
                .sum();
        List<Misclassification> nodules = scored.misclassification().stream()
                .filter(rate -> rate.task().equals("binary")
                        && rate.arm().equals("singan-2")
                        && rate.by().equals("nodule"))
                .toList();
        Misclassification none = nodules.get(0);
        Misclassification some = nodules.get(1);
        assertThat(none.value()).isEqualTo("0");
        assertThat(none.denominator()).isEqualTo(train - some.n());
        assertThat(some.denominator()).isEqualTo(some.n());
        assertThat(scored.heads()).allSatisfy(head -> assertThat(head.testedEpoch())
                .isEqualTo(head.trainLoss().size() - 1));
    }

    /** No preset: strict, but sources fall where they are drawn, so that leaks are let pass. */
    @Test
    void a_switch_that_the_study_changed_is_written(@TempDir Path folder) throws IOException {
        Protocol own = new Protocol("strict", Protocol.Splits.STRATIFIED_FOLDS, Set.of(Deviation.SOURCES_ANYWHERE));
        Experiment changed = TestExperiments.of(own)
                .arms("baseline", "oversampling")
                .matrixArms()
                .zooms("123")
                .build();
        SmallStudy small = new SmallStudy(folder, changed, 36);
        small.classify(2);
        assertThat(small.evaluate().leakage().fails()).isFalse();
    }

    @Test
    void a_missing_phase_is_told_to_the_user(@TempDir Path folder) throws IOException {
        SmallStudy small = new SmallStudy(folder, EvaluationTest.experiment(), 36);
        assertThatThrownBy(small::evaluate).isInstanceOf(UserException.class).hasMessageContaining("singan:classify");
        Files.delete(folder.resolve("patches/healthy/3.png"));
        assertThatThrownBy(() -> small.classify(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("healthy/3.png")
                .hasMessageContaining("singan:extract");
    }

    @Test
    void a_patient_under_two_names_stops_a_strict_study(@TempDir Path folder) throws IOException {
        SmallStudy small = new SmallStudy(folder, EvaluationTest.experiment(), 36);
        byte[] image = Files.readAllBytes(folder.resolve("patches/healthy/3.png"));
        for (Patch patch : small.table()) {
            if (patch.fileName().startsWith("healthy/") && patch.id() % 5 == 3) {
                Files.write(folder.resolve("patches").resolve(patch.fileName()), image);
            }
        }
        assertThatThrownBy(() -> small.classify(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("duplicate images")
                .hasMessageContaining("singan.protocol=strict");
    }

    /** Adjusted p of the others by hand: two arms are left in the class's family, and the primary one has a family of its own. */
    @Test
    void the_primary_comparison_is_tested_alone_and_out_of_its_family(@TempDir Path folder) throws IOException {
        PrimaryComparison primary = PrimaryComparison.named("malignant:singan-2", EvaluationTest.experiment());
        SmallStudy study = new SmallStudy(folder, EvaluationTest.experiment(), 36);
        study.classify(2);
        Results named = study.evaluate(TestFamily.ARMS, primary);
        assertThat(named.study().primary()).isEqualTo("malignant:singan-2");
        Summary one = auc(named, "singan-2");
        assertThat(one.pAdjusted()).isEqualTo(one.p());
        double first = p(auc(named, "oversampling"));
        double second = p(auc(named, "oversampling-augmented"));
        assertThat(Math.min(
                        auc(named, "oversampling").pAdjusted(),
                        auc(named, "oversampling-augmented").pAdjusted()))
                .isEqualTo(Math.min(1, 2 * Math.min(first, second)));
    }

    private static double p(Summary summary) {
        return Objects.requireNonNull(summary.p());
    }

    private static Summary auc(Results of, String arm) {
        return of.summary().stream()
                .filter(one -> one.arm().equals(arm)
                        && one.label().equals("malignant")
                        && one.metric().equals("auc")
                        && one.trainZoom().equals("123")
                        && one.testZoom().equals("123"))
                .findFirst()
                .orElseThrow();
    }
}
