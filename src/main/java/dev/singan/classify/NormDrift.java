package dev.singan.classify;

import dev.singan.base.Deviation;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.backbone.Backbone;
import dev.singan.classify.head.HeadTrainer;
import dev.singan.classify.head.Sampler;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the published code does to its frozen backbone: the batch norms are left in training mode while a head trains, so that their running
 * statistics become those of the head's training set, and held-out patches are seen through them.
 *
 * <p>Here the statistics drift first, over batches as the head's sampler draws them; then each patch's features are computed once with what
 * they have become. With PyTorch's momentum, n batches leave 0.9^n of the pretrained statistics: a thousandth after 66. What more epochs
 * would do is to put later batches of the same patches in place of earlier ones. The published code also trains the head on features that
 * are normalised by each batch's own statistics, anew in every epoch; that is not done, as it would take a hundred passes of the backbone
 * per head.
 */
final class NormDrift {
    private static final int CHUNK = 64;

    private final ClassificationRequest request;
    private final ArmPlan plan;
    private final FeatureTable table;
    private final Backbone backbone;
    private final Progress progress;
    private final long allBatches;
    private long batchesSeen;

    NormDrift(ClassificationRequest request, ArmPlan plan, FeatureTable table, Backbone backbone, Progress progress) {
        this.request = request;
        this.plan = plan;
        this.table = table;
        this.backbone = backbone;
        this.progress = progress;
        this.allBatches =
                (long) request.experiment().tasks().size() * plan.heads().size() * request.driftBatches();
    }

    /** Whether a request asks for it; a backbone without batch norms stays as it is all the same. */
    static boolean wanted(ClassificationRequest request) {
        return request.experiment().protocol().has(Deviation.DRIFTING_NORMS) && request.driftBatches() > 0;
    }

    /**
     * The features that a head works with. One head at a time, as a batch of activations is large.
     *
     * @param added rows of the table that the arm adds to the training set
     * @param seeds the split's
     * @return the table with the rows that the head needs, those of all other images as they were
     */
    synchronized FeatureTable features(Task task, HeadPlan head, List<Integer> added, Seeds seeds) throws IOException {
        int[] rows = IntStream.concat(IntStream.of(head.train()), added.stream().mapToInt(Integer::intValue))
                .toArray();
        int[] labels = IntStream.range(0, rows.length)
                .map(i -> i < head.train().length ? task.label(plan.patches().get(rows[i])) : task.malignantLabel())
                .toArray();
        boolean balanced = HeadTrainer.balanced(
                request.experiment().protocol(), request.head(), head.arm().kind() == Arm.Kind.BASELINE);
        Sampler sampler = new Sampler(labels, task.labels().size(), balanced, seeds.stream("head/train"));
        int batch = Math.min(request.head().batch(), rows.length);
        if (batch < 2) {
            throw new UserException("singan.head.batch is " + request.head().batch()
                    + ", but batch norms in training mode need batches of 2 patches or more: raise it, or set"
                    + " -Dsingan.backbone.driftBatches=0.");
        }
        try (Backbone drifted = backbone.drifted(batches(rows, sampler, batch))) {
            return drifted == backbone ? table : table.replaced(features(drifted, needed(rows, head)));
        }
    }

    private Iterator<List<GrayImage>> batches(int[] rows, Sampler sampler, int batch) {
        Iterator<Integer> drawn = IntStream.iterate(0, i -> i + 1)
                .boxed()
                .flatMap(epoch -> IntStream.of(sampler.next()).boxed())
                .iterator();
        return IntStream.range(0, request.driftBatches())
                .mapToObj(i -> {
                    progress.checkCancelled();
                    progress.advance("heads and drifting statistics", ++batchesSeen, allBatches);
                    List<Integer> indices = IntStream.range(0, batch)
                            .mapToObj(k -> drawn.next())
                            .toList();
                    return indices.parallelStream()
                            .map(index -> table.image(rows[index]).loader().get())
                            .toList();
                })
                .iterator();
    }

    private List<Integer> needed(int[] rows, HeadPlan head) {
        Set<Integer> needed = new LinkedHashSet<>();
        IntStream.of(rows).forEach(needed::add);
        IntStream.of(head.validation()).forEach(needed::add);
        IntStream.of(head.heldOut()).forEach(needed::add);
        IntStream.of(head.test()).map(table::testedRow).forEach(needed::add);
        return List.copyOf(needed);
    }

    private Map<Integer, float[]> features(Backbone drifted, List<Integer> rows) {
        Map<Integer, float[]> features = new HashMap<>();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            progress.checkCancelled();
            List<Integer> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            float[][] values = drifted.features(chunk.parallelStream()
                    .map(row -> table.image(row).loader().get())
                    .toList());
            for (int i = 0; i < values.length; i++) {
                features.put(chunk.get(i), values[i]);
            }
        }
        return features;
    }
}
