package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.classify.Prediction;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation of the follow-up's protocol, whose splits share their test patients. */
final class IwbiEvaluationTest {
    @Test
    void iwbi_scores_ensembles_of_three_and_six_heads_on_the_same_patients(@TempDir Path folder) throws IOException {
        Experiment iwbi = TestExperiments.of(Protocol.IWBI)
                .arms("baseline", "singan-2", "oversampling", "ensemble-singan-2", "singan-2+oversampling")
                .matrixArms()
                .zooms("123")
                .crops()
                .build();
        SmallStudy small = new SmallStudy(folder, iwbi, 48);
        small.classify(2);
        Results scored = small.evaluate();
        assertThat(scored.runs())
                .filteredOn(run -> run.split() == Results.ENSEMBLE)
                .extracting(Run::arm)
                .containsOnly("ensemble-singan-2", "singan-2+oversampling");
        for (String ensemble : List.of("ensemble-singan-2", "singan-2+oversampling")) {
            double brier = ensembleBrier(
                    small, ensemble.contains("+") ? List.of("singan-2", "oversampling") : List.of("singan-2"));
            Run run = scored.runs().stream()
                    .filter(one -> one.arm().equals(ensemble) && one.label().equals("suspicious"))
                    .findFirst()
                    .orElseThrow();
            assertThat(run.brier()).isCloseTo(brier, within(1e-12));
            assertThat(scored.summary())
                    .filteredOn(summary -> summary.arm().equals(ensemble)
                            && summary.label().equals("suspicious")
                            && summary.metric().equals("auc"))
                    .singleElement()
                    .satisfies(summary -> {
                        assertThat(summary.mean()).isEqualTo(run.auc());
                        assertThat(summary.low()).isLessThanOrEqualTo(summary.high());
                        assertThat(summary.difference()).isNotNull();
                        assertThat(summary.delong()).isNotNull();
                    });
        }
        JsonNode file = Json.mapper().readTree(Files.readString(Evaluation.file(folder)));
        assertThat(file.get("protocol").asText()).isEqualTo("iwbi");
    }

    /** The Brier score of the mean over all heads of some arms, from the files of predictions. */
    private static double ensembleBrier(SmallStudy small, List<String> arms) {
        Map<Integer, Double> expected = new HashMap<>();
        for (String arm : arms) {
            for (int split = 0; split < 3; split++) {
                for (Prediction prediction :
                        Prediction.read(Prediction.file(small.folder(), "binary", arm, "123", split))) {
                    if (prediction.set().equals("test")) {
                        double share = prediction.scores().get("suspicious") / (3 * arms.size());
                        expected.merge(prediction.patch(), share, Double::sum);
                    }
                }
            }
        }
        Map<Integer, Patch> patches = new HashMap<>();
        small.table().forEach(patch -> patches.put(patch.id(), patch));
        return expected.entrySet().stream()
                .mapToDouble(entry ->
                        Math.pow(entry.getValue() - patches.get(entry.getKey()).suspicious(), 2))
                .average()
                .orElseThrow();
    }
}
