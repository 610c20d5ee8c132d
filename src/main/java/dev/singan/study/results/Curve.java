package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mean ROC curve with a bootstrap band, on a fixed grid of false positive rates.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param testZoom zoom groups of the test set, as digits
 * @param label the class
 * @param fpr the grid, from 0 to 1
 * @param tpr mean over the splits of the true positive rate at the grid's points
 * @param sd deviation of the true positive rate over the splits, divided as in {@code summary}; null where it is not defined
 * @param low lower end of the pointwise interval
 * @param high upper end
 */
public record Curve(
        String task,
        String arm,
        String trainZoom,
        String testZoom,
        @JsonProperty("class") String label,
        List<Double> fpr,
        List<Double> tpr,
        List<@Nullable Double> sd,
        List<Double> low,
        List<Double> high) {}
