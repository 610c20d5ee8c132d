package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What one number per patch tells: the AUC of the patch's mean or deviation of pixel values. It is max(AUC, 1 − AUC), as the number
 * has no direction of its own.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param label the class, against the others
 * @param zoom zoom groups of the patches, as digits
 * @param feature {@code mean} or {@code deviation}
 * @param auc null where only one class is there
 * @param n patches
 */
public record PixelBaseline(
        String task, @JsonProperty("class") String label, String zoom, String feature, @Nullable Double auc, int n) {}
