package dev.singan.classify;

import dev.singan.classify.ClassificationRecord.PixelScore;
import dev.singan.classify.backbone.PixelBackbone;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import dev.singan.classify.plan.ZoomSet;
import dev.singan.dataset.patch.Patch;
import dev.singan.metric.RocAuc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What mean and deviation of a patch's grey values tell by themselves, over all patches. */
final class PixelScores {
    private PixelScores() {}

    /**
     * The AUC of each number for each class, in each zoom set.
     *
     * @param features mean and deviation of each patch, in the order of the patch table
     */
    static List<PixelScore> of(List<Patch> patches, List<float[]> features, Experiment experiment) {
        Set<String> zooms = new LinkedHashSet<>(List.of(experiment.primaryZoom()));
        zooms.addAll(experiment.zooms());
        List<PixelScore> scores = new ArrayList<>();
        for (Task task : experiment.tasks()) {
            for (String digits : zooms) {
                ZoomSet zoom = new ZoomSet(digits);
                int[] rows = IntStream.range(0, patches.size())
                        .filter(i -> zoom.contains(patches.get(i)))
                        .toArray();
                for (int label = 0; label < task.labels().size(); label++) {
                    for (int feature = 0; feature < PixelBackbone.FEATURES.size(); feature++) {
                        scores.add(score(patches, features, task, zoom, label, feature, rows));
                    }
                }
            }
        }
        return scores;
    }

    private static PixelScore score(
            List<Patch> patches, List<float[]> features, Task task, ZoomSet zoom, int label, int feature, int[] rows) {
        boolean[] positive = new boolean[rows.length];
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positive[i] = task.label(patches.get(rows[i])) == label;
            values[i] = features.get(rows[i])[feature];
        }
        double auc = RocAuc.of(positive, values).auc();
        return new PixelScore(
                task.id(),
                task.labels().get(label),
                zoom.digits(),
                PixelBackbone.FEATURES.get(feature),
                Figures.orNull(Math.max(auc, 1 - auc)),
                rows.length);
    }
}
