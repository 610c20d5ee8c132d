package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.classify.Prediction;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.study.results.Added;
import dev.singan.study.results.Curve;
import dev.singan.study.results.Misclassification;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification and evaluation as a whole, on a folder of small textures. */
final class EvaluationTest {
    @TempDir
    static Path temporary;

    private static SmallStudy study;
    private static Results results;

    static Experiment experiment() {
        return TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2", "oversampling", "oversampling-augmented")
                .matrixArms("baseline", "singan-2")
                .zooms("3", "123")
                .sources(SourceRule.choose(4, List.of(3)))
                .build();
    }

    @BeforeAll
    static void run() throws IOException {
        study = new SmallStudy(temporary.resolve("study"), experiment(), 36);
        study.classify(2);
        results = study.evaluate();
    }

    @Test
    void the_file_holds_what_was_returned() throws IOException {
        assertThat(Json.read(Evaluation.file(study.folder()), Results.class)).isEqualTo(results);
    }

    @Test
    void every_arm_has_scores_for_every_split_and_class_of_the_main_comparison() {
        assertThat(results.runs().stream()
                        .filter(run -> run.task().equals("multiclass")
                                && run.trainZoom().equals("123")
                                && run.testZoom().equals("123")))
                .hasSize(4 * 3 * 4)
                .allSatisfy(run -> assertThat(run.auc()).isBetween(0.0, 1.0));
    }

    @Test
    void the_matrix_holds_the_matrix_arms_alone() {
        assertThat(results.runs())
                .filteredOn(
                        run -> !run.trainZoom().equals("123") || !run.testZoom().equals("123"))
                .extracting(Run::arm)
                .containsOnly("baseline", "singan-2");
        assertThat(results.runs())
                .filteredOn(run -> run.arm().equals("baseline") && run.task().equals("binary"))
                .extracting(run -> run.trainZoom() + ">" + run.testZoom())
                .contains("3>3", "3>123", "123>3", "123>123");
    }

    @Test
    void textures_that_can_be_told_apart_are() {
        Summary healthy = summary("baseline", "healthy", "auc");
        assertThat(healthy.mean()).isGreaterThan(0.7);
        assertThat(healthy.low()).isLessThan(healthy.mean());
        assertThat(healthy.high()).isGreaterThan(healthy.mean());
    }

    @Test
    void the_summary_is_the_mean_over_the_splits_with_the_deviation_it_names() {
        double[] aucs = results.runs().stream()
                .filter(run -> run.task().equals("multiclass")
                        && run.arm().equals("singan-2")
                        && run.trainZoom().equals("123")
                        && run.testZoom().equals("123")
                        && run.label().equals("malignant"))
                .mapToDouble(Run::auc)
                .toArray();
        double mean = (aucs[0] + aucs[1] + aucs[2]) / 3;
        double squares = 0;
        for (double auc : aucs) {
            squares += (auc - mean) * (auc - mean);
        }
        Summary summary = summary("singan-2", "malignant", "auc");
        assertThat(summary.mean()).isCloseTo(mean, within(1e-12));
        assertThat(summary.sdKind()).isEqualTo("n-1");
        assertThat(summary.sd()).isCloseTo(Math.sqrt(squares / 2), within(1e-12));
        assertThat(summary.difference())
                .isCloseTo(mean - summary("baseline", "malignant", "auc").mean(), within(1e-12));
        assertThat(summary.delong()).isNotNull();
        assertThat(summary.pAdjusted()).isGreaterThanOrEqualTo(summary.p());
    }

    @Test
    void the_baseline_is_not_compared_with_itself() {
        Summary baseline = summary("baseline", "malignant", "auc");
        assertThat(baseline.difference()).isNull();
        assertThat(baseline.p()).isNull();
        assertThat(baseline.delong()).isNull();
    }

    private static Summary summary(String arm, String label, String metric) {
        return results.summary().stream()
                .filter(summary -> summary.task().equals("multiclass")
                        && summary.arm().equals(arm)
                        && summary.trainZoom().equals("123")
                        && summary.testZoom().equals("123")
                        && summary.label().equals(label)
                        && summary.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void confusion_and_error_rates_count_every_tested_patch_once() {
        int tested = study.table().size() - 4 * 5;
        assertThat(results.confusion()).allSatisfy(confusion -> assertThat(confusion.counts().stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(tested));
        Map<String, Integer> counts = new HashMap<>();
        for (Misclassification rate : results.misclassification()) {
            if (rate.task().equals("binary") && rate.arm().equals("baseline")) {
                counts.merge(rate.by(), rate.n(), Integer::sum);
                assertThat(rate.denominator()).isEqualTo(rate.n());
            }
        }
        assertThat(counts)
                .containsOnlyKeys("density", "zoom", "view", "format", "calcification", "nodule")
                .allSatisfy((by, n) -> assertThat(n).isEqualTo(tested));
    }

    @Test
    void curves_lie_in_their_bands_and_climb_to_one() {
        assertThat(results.curves()).hasSize(4 * (2 + 3));
        for (Curve curve : results.curves()) {
            assertThat(curve.fpr()).hasSize(101).isSorted();
            assertThat(curve.tpr()).isSorted();
            assertThat(curve.tpr().get(100)).isEqualTo(1);
            for (int i = 0; i < 101; i++) {
                assertThat(curve.low().get(i)).isLessThanOrEqualTo(curve.high().get(i));
            }
        }
    }

    @Test
    void all_arms_of_a_split_added_the_same_number() {
        for (Added added : results.added()) {
            Added singan = results.added().stream()
                    .filter(other -> other.arm().equals("singan-2")
                            && other.task().equals(added.task())
                            && other.split() == added.split()
                            && other.trainZoom().equals(added.trainZoom()))
                    .findFirst()
                    .orElseThrow();
            assertThat(added.added()).isEqualTo(added.arm().equals("baseline") ? 0 : singan.added());
            assertThat(singan.added()).isPositive();
        }
    }

    @Test
    void the_audit_passes_and_names_its_checks() {
        assertThat(results.leakage().passed()).isTrue();
        assertThat(results.leakage().checks())
                .extracting(check -> check.name())
                .contains(
                        "patients",
                        "source patients",
                        "synthetic samples",
                        "duplicate images",
                        "tested once, zoom 123");
    }

    @Test
    void singans_carry_their_scores_and_references_are_pooled() {
        assertThat(results.singans()).hasSize(4).allSatisfy(singan -> {
            assertThat(singan.sifid().mean()).isCloseTo(0.2, within(1e-12));
            assertThat(singan.source().zoom()).isEqualTo(3);
        });
        // Noise scores of a source with id i are i and i + 2, so the mean is that of the ids plus 1.
        double ids = results.singans().stream()
                .mapToInt(singan -> singan.id())
                .average()
                .orElseThrow();
        assertThat(results.sifidReferences()).singleElement().satisfies(reference -> {
            assertThat(reference.mean()).isCloseTo(ids + 1, within(1e-9));
            assertThat(reference.n()).isEqualTo(8);
        });
    }

    @Test
    void the_data_block_counts_the_table() {
        assertThat(results.data().counts().stream()
                        .mapToInt(count -> count.patches())
                        .sum())
                .isEqualTo(study.table().size());
        assertThat(results.data().patients()).isEqualTo(36);
        assertThat(results.data().real()).isTrue();
        assertThat(results.data().skipped()).hasSize(1);
    }

    @Test
    void detection_and_pixel_baselines_are_there() {
        assertThat(results.syntheticDetection().auc()).isBetween(0.0, 1.0);
        assertThat(results.syntheticDetection().real()).isEqualTo(12);
        assertThat(results.pixelBaseline()).hasSize((2 + 3) * 2 * 2).allSatisfy(baseline -> assertThat(baseline.auc())
                .isBetween(0.5, 1.0));
    }

    @Test
    void predictions_keep_the_fixed_format_and_cover_all_held_out_patches() throws IOException {
        Path file = Prediction.file(study.folder(), "multiclass", "singan-2", "3", 0);
        assertThat(file.getFileName()).hasToString("multiclass.singan-2.z3.s0.jsonl");
        String line = Files.readAllLines(file).get(0);
        assertThat(line)
                .matches("\\{\"patch\":\\d+,\"patient\":\"[a-z]+-\\d+\",\"set\":\"(test|validation)\","
                        + "\"label\":\"[a-z]+\",\"zoom\":[0-3],\"scores\":\\{\"healthy\":[-0-9.E]+,\"benign\":[-0-9.E]+,"
                        + "\"malignant\":[-0-9.E]+}}");
        Set<Integer> zooms = new HashSet<>();
        for (Prediction prediction : Prediction.read(file)) {
            zooms.add(prediction.zoom());
            assertThat(prediction.scores().values().stream().mapToDouble(d -> d).sum())
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(zooms).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void another_run_with_other_threads_gives_the_same_bytes() throws IOException {
        Map<Path, byte[]> before = contents();
        study.classify(1);
        study.evaluate();
        Map<Path, byte[]> after = contents();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach((file, bytes) -> assertThat(bytes).as(file.toString()).isEqualTo(before.get(file)));
    }

    private static Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        contents.put(Evaluation.file(study.folder()), Files.readAllBytes(Evaluation.file(study.folder())));
        try (Stream<Path> files = Files.list(study.folder().resolve("predictions"))) {
            for (Path file : files.toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    @Test
    void results_hold_no_place_of_this_machine() throws IOException {
        String text = Files.readString(Evaluation.file(study.folder()));
        assertThat(text).doesNotContain(temporary.toString());
    }

    @Test
    void a_switch_that_no_preset_changes_is_not_written() throws IOException {
        assertThat(results.leakage().fails()).isNull();
        assertThat(Files.readString(Evaluation.file(study.folder()))).doesNotContain("\"fails\"");
    }

    @Test
    void each_class_is_told_what_gain_could_have_been_found_and_each_singan_how_near_other_images_come() {
        assertThat(results.detectable())
                .extracting(one -> one.task() + " " + one.label() + " " + one.tests())
                .containsExactly(
                        "binary suspicious 3", "multiclass healthy 3", "multiclass benign 3", "multiclass malignant 3");
        assertThat(results.singans()).isNotEmpty().allSatisfy(singan -> assertThat(singan.yardsticks())
                .extracting(one -> one.kind())
                .contains("flips-crops", "other-patients"));
    }
}
