package dev.singan.study.results;

import org.jspecify.annotations.Nullable;

/**
 * An error rate over the test patches that share a value.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param testZoom zoom groups of the test set, as digits
 * @param by {@code density}, {@code zoom}, {@code view}, {@code format}, {@code calcification} or {@code nodule};
 *     of DICOM images {@code manufacturer} and {@code implant}, too
 * @param value the value, {@code unknown} where it is not known
 * @param n test patches, over all splits
 * @param errors how many were taken for another class
 * @param denominator how many the errors are divided by: n, but for the three groups that the published code divides otherwise
 * @param rate errors divided by the denominator, null where that is zero
 */
public record Misclassification(
        String task,
        String arm,
        String trainZoom,
        String testZoom,
        String by,
        String value,
        int n,
        int errors,
        int denominator,
        @Nullable Double rate) {}
