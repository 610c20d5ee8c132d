package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The smallest gain in AUC over the baseline that the study could have found, by simulation: an arm whose scores are the baseline's with
 * the changes that the study's own arms make, less these arms' mean effect, and with the class's patches moved up until the test by
 * patients finds the gain as often as {@code power} says. Patients are drawn with replacement.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param label the class
 * @param baseline the baseline's AUC
 * @param power share of simulated studies that find the gain
 * @param simulations how many studies were simulated
 * @param alone the gain where a comparison is tested alone; null where even scores without a mistake would not be found
 * @param tests comparisons of the family; 0 where the primary one was the only one
 * @param inFamily the gain where the comparison must pass Holm's first step; null as {@code alone}, or where there is no family
 */
public record Detectable(
        String task,
        @JsonProperty("class") String label,
        double baseline,
        double power,
        int simulations,
        @Nullable Double alone,
        int tests,
        @Nullable Double inFamily) {}
