package dev.singan.study.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the study asks: the part of its definition that a reader of the figures needs.
 *
 * @param seed the study's seed
 * @param tasks {@code binary}, {@code multiclass}
 * @param arms the arms in the order of the study, the baseline first
 * @param matrixArms the arms that were run for every pair of training and test zoom groups
 * @param splits how many splits
 * @param primaryZoom the zoom groups of the main comparison, as digits such as {@code 123}
 * @param zooms the zoom sets of the annotation-shift matrix, as digits
 * @param backbone {@code scattering} or {@code resnet50}
 * @param backboneWeights SHA-256 of the weights, or words where there are none
 * @param backboneDimension how many features a patch has
 * @param ganSize side in pixels at which the SinGANs work, and through which every patch passes
 * @param confidence confidence level of all intervals, such as 0.95
 * @param bootstrap how many bootstrap draws the intervals are made from
 * @param family which comparisons Holm's correction takes together within a task, a pair of zoom sets and a metric: {@code arms} of each
 *     class by itself, or {@code arms-classes}
 * @param primary the comparison that was named before and is tested alone, {@code CLASS:ARM}, or null where none was
 * @param parameters every parameter of the study, {@code singan.x} to value
 */
public record Definition(
        long seed,
        List<String> tasks,
        List<String> arms,
        List<String> matrixArms,
        int splits,
        String primaryZoom,
        List<String> zooms,
        String backbone,
        String backboneWeights,
        int backboneDimension,
        int ganSize,
        double confidence,
        int bootstrap,
        String family,
        @Nullable String primary,
        Map<String, String> parameters) {}
