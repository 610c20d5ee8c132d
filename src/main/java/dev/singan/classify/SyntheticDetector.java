package dev.singan.classify;

import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.classify.ClassificationRecord.Detection;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.head.HeadData;
import dev.singan.classify.head.HeadTrainer;
import dev.singan.classify.head.LinearScores;
import dev.singan.classify.head.Standardisation;
import dev.singan.classify.head.TrainedHead;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.StratifiedGroups;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.Patch;
import dev.singan.metric.PatientBootstrap;
import dev.singan.metric.RocAuc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells real malignant patches from the SinGANs' samples with a linear head on the same features. Cross-validated in groups: a patient's
 * patches and the samples of its SinGAN are always on one side. An AUC of 0.5 says that the features cannot tell them apart; one of 1 that
 * samples are a class of their own.
 */
final class SyntheticDetector {
    private static final int FOLDS = 4;
    private static final int EPOCHS = 30;
    private static final int DRAWS = 2000;
    private static final String NOTE = "linear head on the backbone's features, " + FOLDS
            + " folds by patient and source, real malignant patches of the sources' zoom groups";

    private final ArmPlan plan;
    private final FeatureTable features;
    private final HeadConfig config;
    private final Seeds seeds;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();

    SyntheticDetector(ArmPlan plan, FeatureTable features, HeadConfig config, Seeds seeds) {
        this.plan = plan;
        this.features = features;
        this.seeds = seeds;
        this.config = new HeadConfig(
                EPOCHS,
                config.batch(),
                config.learningRate(),
                config.weightDecay(),
                0,
                config.stepFactor(),
                0,
                true,
                true,
                config.engine());
    }

    /** The result, or null where there are no samples or fewer than two sources. */
    @Nullable
    Detection run() {
        collect();
        int synthetic = (int) labels.stream().filter(label -> label == 1).count();
        long sources = IntStream.range(0, plan.sources().size())
                .filter(i -> features.samples(i) > 0)
                .count();
        if (synthetic == 0 || sources < 2) {
            return null;
        }
        double[] scores = new double[rows.size()];
        for (Set<String> fold : folds()) {
            score(fold, scores);
        }
        List<String> names = List.copyOf(new TreeSet<>(groups));
        int[] clusters = groups.stream().mapToInt(names::indexOf).toArray();
        boolean[] positive = new boolean[rows.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels.get(i) == 1;
        }
        RocAuc rocAuc = new RocAuc(positive, scores, clusters);
        PatientBootstrap bootstrap = new PatientBootstrap(names.size(), DRAWS, seeds.stream("detection/bootstrap"));
        double[] draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            draws[draw] = rocAuc.auc(bootstrap.weights(draw));
        }
        PatientBootstrap.Interval interval = PatientBootstrap.interval(draws, 0.95);
        return new Detection(
                Figures.orNull(rocAuc.auc()),
                Figures.orNull(interval.low()),
                Figures.orNull(interval.high()),
                rows.size() - synthetic,
                synthetic,
                NOTE);
    }

    private void collect() {
        Set<Integer> zooms = new HashSet<>();
        plan.sources().forEach(source -> zooms.add(source.zoomGroup()));
        for (int i = 0; i < plan.patches().size(); i++) {
            Patch patch = plan.patches().get(i);
            if (Task.lesionClass(patch) == 2 && zooms.contains(patch.zoomGroup())) {
                add(features.patches().get(i), 0, patch.patientId());
            }
        }
        for (int source = 0; source < plan.sources().size(); source++) {
            for (int n = 0; n < features.samples(source); n++) {
                add(
                        features.row(features.sampleRow(source, n)),
                        1,
                        plan.sources().get(source).patientId());
            }
        }
    }

    private void add(float[] row, int label, String group) {
        rows.add(row);
        labels.add(label);
        groups.add(group);
    }

    /** Groups in folds, those with a source dealt out first so that every fold has its share of them. */
    private List<Set<String>> folds() {
        Map<Integer, Set<String>> folds = new TreeMap<>();
        Set<String> sources = new TreeSet<>();
        plan.sources().forEach(source -> sources.add(source.patientId()));
        List<String> order = StratifiedGroups.shuffled(sources, seeds.stream("detection/sources"));
        Set<String> others = new TreeSet<>(groups);
        others.removeAll(sources);
        order.addAll(StratifiedGroups.shuffled(others, seeds.stream("detection/patients")));
        for (int i = 0; i < order.size(); i++) {
            folds.computeIfAbsent(i % Math.min(FOLDS, sources.size()), key -> new TreeSet<>())
                    .add(order.get(i));
        }
        return List.copyOf(folds.values());
    }

    private void score(Set<String> fold, double[] scores) {
        int[] train = IntStream.range(0, rows.size())
                .filter(i -> !fold.contains(groups.get(i)))
                .toArray();
        int dimension = rows.get(0).length;
        Standardisation standardisation = Standardisation.of(rows, train, dimension);
        float[] flat = standardisation.apply(rows, train);
        int[] trainLabels = IntStream.of(train).map(labels::get).toArray();
        // All epochs run and the last is taken: there is nothing to choose, so nothing is set aside to choose by.
        HeadData data = new HeadData(dimension, 2, 1, flat, trainLabels, flat, trainLabels);
        TrainedHead head = new HeadTrainer(config, Protocol.STRICT).train(data, seeds, false);
        float[] row = new float[dimension];
        double[] logit = new double[1];
        for (int i = 0; i < rows.size(); i++) {
            if (fold.contains(groups.get(i))) {
                standardisation.apply(rows.get(i), row, 0);
                LinearScores.logits(head.parameters(), row, 0, dimension, logit);
                scores[i] = logit[0];
            }
        }
    }
}
