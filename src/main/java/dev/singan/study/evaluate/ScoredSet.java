package dev.singan.study.evaluate;

import dev.singan.classify.plan.ZoomSet;
import dev.singan.dataset.patch.Patch;
import dev.singan.metric.ClassScores;
import dev.singan.study.results.Results;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A test set with a classifier's scores.
 *
 * @param split from 0, or {@link Results#ENSEMBLE}
 * @param patches the patches
 * @param labels their classes, from 0
 * @param scores {@code [patch][class]}
 * @param patients the numbers of their patients
 */
@SuppressWarnings("ArrayRecordComponent") // arrays for speed, never compared
record ScoredSet(int split, List<Patch> patches, int[] labels, double[][] scores, int[] patients) {
    /** The patches of some zoom groups alone. */
    ScoredSet of(ZoomSet zoom) {
        int[] kept = IntStream.range(0, labels.length)
                .filter(i -> zoom.contains(patches.get(i)))
                .toArray();
        return new ScoredSet(
                split,
                IntStream.of(kept).mapToObj(patches::get).toList(),
                IntStream.of(kept).map(i -> labels[i]).toArray(),
                IntStream.of(kept).mapToObj(i -> scores[i]).toArray(double[][]::new),
                IntStream.of(kept).map(i -> patients[i]).toArray());
    }

    /** Whether all sets are of the same patches, in the same order. */
    static boolean samePatches(List<ScoredSet> sets) {
        return sets.stream().allMatch(set -> set.patches.equals(sets.get(0).patches));
    }

    /**
     * All sets as one, each patch once: where several heads were tested on a patch, with the mean of their scores, so that a patient who is
     * in two splits is not there twice.
     */
    static ScoredSet pooled(List<ScoredSet> sets) {
        Map<Patch, Integer> rows = new LinkedHashMap<>();
        sets.forEach(set -> set.patches.forEach(patch -> rows.putIfAbsent(patch, rows.size())));
        int[] labels = new int[rows.size()];
        int[] patients = new int[rows.size()];
        int[] heads = new int[rows.size()];
        double[][] mean = new double[rows.size()][];
        sets.forEach(set -> set.patches.forEach(patch -> heads[row(rows, patch)]++));
        for (ScoredSet set : sets) {
            for (int i = 0; i < set.labels.length; i++) {
                int row = row(rows, set.patches.get(i));
                labels[row] = set.labels[i];
                patients[row] = set.patients[i];
                mean[row] = mean[row] == null ? new double[set.scores[i].length] : mean[row];
                for (int c = 0; c < mean[row].length; c++) {
                    mean[row][c] += set.scores[i][c] / heads[row];
                }
            }
        }
        return new ScoredSet(Results.ENSEMBLE, List.copyOf(rows.keySet()), labels, mean, patients);
    }

    private static int row(Map<Patch, Integer> rows, Patch patch) {
        return Objects.requireNonNull(rows.get(patch));
    }

    /** The scores of a class. */
    double[] of(int label) {
        return Arrays.stream(scores).mapToDouble(row -> row[label]).toArray();
    }

    ClassScores prepared(int classes) {
        return new ClassScores(classes, labels, scores, patients);
    }
}
