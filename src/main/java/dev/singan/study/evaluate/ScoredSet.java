package dev.singan.study.evaluate;

import dev.singan.classify.plan.ZoomSet;
import dev.singan.dataset.patch.Patch;
import dev.singan.metric.ClassScores;
import dev.singan.study.results.Results;
import java.util.List;
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

    /** The mean of the scores of sets of the same patches. */
    static ScoredSet mean(List<ScoredSet> sets) {
        ScoredSet first = sets.get(0);
        double[][] mean = new double[first.labels.length][];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = new double[first.scores[i].length];
            for (ScoredSet set : sets) {
                for (int c = 0; c < mean[i].length; c++) {
                    mean[i][c] += set.scores[i][c] / sets.size();
                }
            }
        }
        return new ScoredSet(Results.ENSEMBLE, first.patches, first.labels, mean, first.patients);
    }

    ClassScores prepared(int classes) {
        return new ClassScores(classes, labels, scores, patients);
    }
}
