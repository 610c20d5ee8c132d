package dev.singan.study.evaluate;

import dev.singan.classify.plan.Experiment;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code Evaluation} needs. It can be written as JSON and read back.
 *
 * @param workDirectory the study's working folder: all but {@code archive/} is read, {@code results.json} is written
 * @param experiment what was compared
 * @param ganSize side in pixels at which the SinGANs work
 * @param bootstrap how many bootstrap draws; 20000 by default
 * @param confidence confidence level of the intervals, such as 0.95
 * @param family which comparisons are corrected together
 * @param primary the comparison that stands alone, or null where none was named
 * @param parameters every parameter of the study, {@code singan.x} to value, for the record
 */
public record EvaluationRequest(
        Path workDirectory,
        Experiment experiment,
        int ganSize,
        int bootstrap,
        double confidence,
        TestFamily family,
        @Nullable PrimaryComparison primary,
        Map<String, String> parameters) {
    public EvaluationRequest {
        parameters = Map.copyOf(parameters);
    }
}
