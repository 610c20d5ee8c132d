package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The training of one head, by epoch.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param split from 0
 * @param bestEpoch the epoch of the least validation loss, from 0; its weights were tested
 * @param testedEpoch the epoch whose weights were tested: the best one, or the last under the published protocol
 * @param trainLoss mean cross-entropy on the training set, in nats
 * @param validationLoss on the validation set
 * @param trainAccuracy share of right decisions
 * @param validationAccuracy on the validation set
 * @param trainAuc AUC of malignant (suspicious in the binary task) against the others, null where it is not defined
 * @param validationAuc on the validation set
 * @param classes precision and recall of each class by epoch
 * @param drawn how many patches of each class the sampler drew over all epochs
 */
public record Head(
        String task,
        String arm,
        String trainZoom,
        int split,
        int bestEpoch,
        int testedEpoch,
        List<Double> trainLoss,
        List<Double> validationLoss,
        List<Double> trainAccuracy,
        List<Double> validationAccuracy,
        List<@Nullable Double> trainAuc,
        List<@Nullable Double> validationAuc,
        List<ClassCurves> classes,
        Map<String, Long> drawn) {
    /**
     * A class's decisions by epoch; null where nothing was called the class, or nothing is of it.
     *
     * @param label the class
     * @param trainPrecision share of the patches called the class that are of it
     * @param validationPrecision on the validation set
     * @param trainRecall share of the class's patches that are called it
     * @param validationRecall on the validation set
     */
    public record ClassCurves(
            @JsonProperty("class") String label,
            List<@Nullable Double> trainPrecision,
            List<@Nullable Double> validationPrecision,
            List<@Nullable Double> trainRecall,
            List<@Nullable Double> validationRecall) {}
}
