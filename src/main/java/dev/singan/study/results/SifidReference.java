package dev.singan.study.results;

/**
 * A reference point for SiFID.
 *
 * @param kind {@code noise} (white noise) or {@code real} (other real malignant patches)
 * @param layer which feature map
 * @param weights SHA-256 of the weights, or words where there are none
 * @param mean mean
 * @param sd standard deviation with n−1
 * @param n images
 */
public record SifidReference(String kind, String layer, String weights, double mean, double sd, int n) {}
