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
import dev.singan.metric.Distribution;
import dev.singan.metric.PatientBootstrap;
import dev.singan.metric.RocAuc;
import dev.singan.metric.WeightBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells real malignant patches from the SinGANs' samples with a linear head on the same features. Cross-validated in groups: a patient's
 * patches and the samples of its SinGAN are always on one side. An AUC of 0.5 says that the features cannot tell them apart; one of 1 that
 * samples are a class of their own. Folds are divided anew several times, as with few sources one division tells
 * little.
 */
final class SyntheticDetector {
    private static final int FOLDS = 4;
    private static final int EPOCHS = 30;
    private static final int DRAWS = 2000;
    /** A single division into folds moves the figure by 0.05 and more, as there are few sources. */
    private static final int DIVISIONS = 20;

    private static final String NOTE = "linear head on the backbone's features, scored within folds, mean over "
            + DIVISIONS + " divisions into " + FOLDS
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
        List<String> names = List.copyOf(new TreeSet<>(groups));
        List<List<RocAuc>> divisions = IntStream.range(0, DIVISIONS)
                .parallel()
                .mapToObj(division -> scored(division, names))
                .toList();
        PatientBootstrap bootstrap = new PatientBootstrap(names.size(), DRAWS, seeds.stream("detection/bootstrap"));
        int[] ones = new int[names.size()];
        Arrays.fill(ones, 1);
        double[] each = divisions.stream()
                .mapToDouble(folds -> mean(folds.stream().mapToDouble(fold -> fold.auc(ones))))
                .toArray();
        PatientBootstrap.Interval interval = PatientBootstrap.interval(drawn(divisions, bootstrap), 0.95);
        return new Detection(
                Figures.orNull(mean(Arrays.stream(each))),
                Figures.orNull(interval.low()),
                Figures.orNull(interval.high()),
                DIVISIONS,
                Figures.orNull(Distribution.of(each).sd()),
                rows.size() - synthetic,
                synthetic,
                NOTE);
    }

    /** The mean of the values that are defined, or NaN. */
    private static double mean(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    /** The figure in each draw of the groups. */
    private static double[] drawn(List<List<RocAuc>> divisions, PatientBootstrap bootstrap) {
        double[] draws = new double[bootstrap.draws()];
        double[] auc = new double[WeightBlock.SIZE];
        for (int first = 0; first < draws.length; first += WeightBlock.SIZE) {
            WeightBlock block = bootstrap.block(first);
            double[] sums = new double[WeightBlock.SIZE];
            int[] counts = new int[WeightBlock.SIZE];
            for (List<RocAuc> folds : divisions) {
                double[] ofFolds = new double[WeightBlock.SIZE];
                int[] defined = new int[WeightBlock.SIZE];
                for (RocAuc fold : folds) {
                    fold.auc(block, auc);
                    addDefined(auc, ofFolds, defined);
                }
                Arrays.setAll(ofFolds, d -> ofFolds[d] / defined[d]);
                addDefined(ofFolds, sums, counts);
            }
            for (int d = 0; d < block.size(); d++) {
                draws[first + d] = sums[d] / counts[d];
            }
        }
        return draws;
    }

    private static void addDefined(double[] values, double[] sums, int[] counts) {
        for (int d = 0; d < values.length; d++) {
            if (!Double.isNaN(values[d])) {
                sums[d] += values[d];
                counts[d]++;
            }
        }
    }

    /** Each fold's rows by the head that did not see them: scores of different heads are not compared. */
    private List<RocAuc> scored(int division, List<String> names) {
        Seeds own = new Seeds(seeds.derive("detection/" + division));
        return folds(own).stream().map(fold -> scored(fold, names, own)).toList();
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
    private List<Set<String>> folds(Seeds own) {
        Map<Integer, Set<String>> folds = new TreeMap<>();
        Set<String> sources = new TreeSet<>();
        plan.sources().forEach(source -> sources.add(source.patientId()));
        List<String> order = StratifiedGroups.shuffled(sources, own.stream("detection/sources"));
        Set<String> others = new TreeSet<>(groups);
        others.removeAll(sources);
        order.addAll(StratifiedGroups.shuffled(others, own.stream("detection/patients")));
        for (int i = 0; i < order.size(); i++) {
            folds.computeIfAbsent(i % Math.min(FOLDS, sources.size()), key -> new TreeSet<>())
                    .add(order.get(i));
        }
        return List.copyOf(folds.values());
    }

    private RocAuc scored(Set<String> fold, List<String> names, Seeds own) {
        int[] train = IntStream.range(0, rows.size())
                .filter(i -> !fold.contains(groups.get(i)))
                .toArray();
        int[] tested = IntStream.range(0, rows.size())
                .filter(i -> fold.contains(groups.get(i)))
                .toArray();
        int dimension = rows.get(0).length;
        Standardisation standardisation = Standardisation.of(rows, train, dimension);
        float[] flat = standardisation.apply(rows, train);
        int[] trainLabels = IntStream.of(train).map(labels::get).toArray();
        // All epochs run and the last is taken: there is nothing to choose, so nothing is set aside to choose by.
        HeadData data = new HeadData(dimension, 2, 1, flat, trainLabels, flat, trainLabels);
        TrainedHead head = new HeadTrainer(config, Protocol.STRICT).train(data, own, false);
        float[] row = new float[dimension];
        double[] logit = new double[1];
        boolean[] positive = new boolean[tested.length];
        double[] scores = new double[tested.length];
        int[] clusters = new int[tested.length];
        for (int i = 0; i < tested.length; i++) {
            standardisation.apply(rows.get(tested[i]), row, 0);
            LinearScores.logits(head.parameters(), row, 0, dimension, logit);
            scores[i] = logit[0];
            positive[i] = labels.get(tested[i]) == 1;
            clusters[i] = names.indexOf(groups.get(tested[i]));
        }
        return new RocAuc(positive, scores, clusters);
    }
}
