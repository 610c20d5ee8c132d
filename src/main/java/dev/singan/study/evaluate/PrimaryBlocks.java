package dev.singan.study.evaluate;

import dev.singan.metric.ClassScores;
import dev.singan.metric.ReliabilityCurve;
import dev.singan.study.results.Calibration;
import dev.singan.study.results.Confusion;
import dev.singan.study.results.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What is told of the main comparison's cells alone: curves, confusion, calibration and mistakes. */
final class PrimaryBlocks {
    private static final int BINS = 10;

    private PrimaryBlocks() {}

    static Confusion confusion(ArmResult cell) {
        int classes = cell.task().labels().size();
        int[][] sum = new int[classes][classes];
        for (ClassScores scores : cell.prepared()) {
            long[][] counts = scores.confusion(cell.ones());
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    sum[i][j] += Math.toIntExact(counts[i][j]);
                }
            }
        }
        return new Confusion(
                cell.task().id(),
                cell.arm().name(),
                cell.trainZoom(),
                cell.testZoom(),
                cell.task().labels(),
                Arrays.stream(sum)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    static List<Calibration> calibration(ArmResult cell) {
        List<Calibration> calibrations = new ArrayList<>();
        int n = cell.sets().stream().mapToInt(set -> set.labels().length).sum();
        for (int c = 0; c < cell.task().labels().size(); c++) {
            boolean[] positive = new boolean[n];
            double[] pooled = new double[n];
            int at = 0;
            for (ScoredSet set : cell.sets()) {
                for (int i = 0; i < set.labels().length; i++) {
                    positive[at] = set.labels()[i] == c;
                    pooled[at++] = set.scores()[i][c];
                }
            }
            List<Calibration.Bin> bins = ReliabilityCurve.of(positive, pooled, BINS).stream()
                    .map(bin -> new Calibration.Bin(bin.low(), bin.high(), bin.n(), bin.meanScore(), bin.fraction()))
                    .toList();
            calibrations.add(new Calibration(cell.task().id(), cell.arm().name(), cell.label(c), bins));
        }
        return calibrations;
    }

    /** The mistakes over all splits, those of the largest scores first. */
    static List<Mistake> mistakes(ArmResult cell) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int s = 0; s < cell.sets().size(); s++) {
            ScoredSet set = cell.sets().get(s);
            for (int i = 0; i < set.labels().length; i++) {
                int predicted = cell.prepared().get(s).predicted(i);
                if (predicted != set.labels()[i]) {
                    mistakes.add(new Mistake(
                            cell.task().id(),
                            cell.arm().name(),
                            set.split(),
                            set.patches().get(i).id(),
                            cell.label(set.labels()[i]),
                            cell.label(predicted),
                            set.scores()[i][predicted]));
                }
            }
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::score)
                .reversed()
                .thenComparingInt(Mistake::split)
                .thenComparingInt(Mistake::patch));
        return List.copyOf(mistakes);
    }
}
