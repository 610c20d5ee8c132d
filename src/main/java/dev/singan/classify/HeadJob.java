package dev.singan.classify;

import dev.singan.base.Deviation;
import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.classify.head.HeadData;
import dev.singan.classify.head.HeadTrainer;
import dev.singan.classify.head.LinearScores;
import dev.singan.classify.head.Standardisation;
import dev.singan.classify.head.TrainedHead;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.Patch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains one head of one task, lets it predict what it was not trained on, and writes both files. */
final class HeadJob {
    private final ClassificationRequest request;
    private final ArmPlan plan;
    private final FeatureTable table;
    private final @Nullable NormDrift drift;
    private final Task task;
    private final HeadPlan head;

    /** @param drift gives the head features of its own; null where all heads share the table's */
    HeadJob(
            ClassificationRequest request,
            ArmPlan plan,
            FeatureTable table,
            @Nullable NormDrift drift,
            Task task,
            HeadPlan head) {
        this.request = request;
        this.plan = plan;
        this.table = table;
        this.drift = drift;
        this.task = task;
        this.head = head;
    }

    /** Where the predictions go. */
    Path file() {
        return Prediction.file(
                request.workDirectory(),
                task.id(),
                head.arm().name(),
                head.zoom().digits(),
                head.split());
    }

    void run() throws IOException {
        FeatureTable features = drift == null ? table : drift.features(task, head, addedRows(), seeds());
        int dimension = features.patches().get(0).length;
        Standardisation standardisation = request.head().standardise()
                ? Standardisation.of(features.patches(), head.train(), dimension)
                : Standardisation.none(dimension);
        HeadTrainer trainer =
                new HeadTrainer(request.head(), request.experiment().protocol());
        TrainedHead trained = trainer.train(
                data(features, standardisation, dimension), seeds(), head.arm().kind() == Arm.Kind.BASELINE);
        Prediction.write(file(), task, predictions(features, standardisation, trained, dimension));
        Json.write(HeadRecord.beside(file()), record(trained));
    }

    private Seeds seeds() {
        Experiment experiment = request.experiment();
        return new Seeds(seed(experiment.seed(), experiment.protocol(), task, head.split()));
    }

    /** 42 + 5i for split i where the study's seed is 42; the published run of three classes used 42, 52, 52. */
    static long seed(long study, Protocol protocol, Task task, int split) {
        boolean reused = protocol.has(Deviation.LOOP_SEEDS) && task == Task.MULTICLASS && split > 0;
        return study + 5L * (reused ? 2 : split);
    }

    private HeadData data(FeatureTable features, Standardisation standardisation, int dimension) {
        List<float[]> added = addedRows().stream().map(features::row).toList();
        int real = head.train().length;
        float[] train = new float[(real + added.size()) * dimension];
        int[] labels = new int[real + added.size()];
        for (int i = 0; i < real; i++) {
            standardisation.apply(features.patches().get(head.train()[i]), train, i);
            labels[i] = task.label(plan.patches().get(head.train()[i]));
        }
        for (int i = 0; i < added.size(); i++) {
            standardisation.apply(added.get(i), train, real + i);
            labels[real + i] = task.malignantLabel();
        }
        return new HeadData(
                dimension,
                task.labels().size(),
                task.outputs(),
                train,
                labels,
                standardisation.apply(features.patches(), head.validation()),
                Arrays.stream(head.validation())
                        .map(i -> task.label(plan.patches().get(i)))
                        .toArray());
    }

    private List<Integer> addedRows() {
        List<Integer> added = new ArrayList<>();
        for (int source = 0; source < head.perSource().size(); source++) {
            for (int n = 0; n < head.perSource().get(source); n++) {
                added.add(
                        switch (head.arm().kind()) {
                            case SINGAN -> table.sampleRow(source, n);
                            case OVERSAMPLING_AUGMENTED -> table.copyRow(source, n);
                            case OVERSAMPLING -> plan.sourceIndex(source);
                            case BASELINE, ENSEMBLE ->
                                throw new IllegalStateException(head.arm().name() + " adds nothing");
                        });
            }
        }
        return added;
    }

    private List<Prediction> predictions(
            FeatureTable features, Standardisation standardisation, TrainedHead trained, int dimension) {
        Set<Integer> test = new HashSet<>();
        Arrays.stream(head.test()).forEach(test::add);
        List<Prediction> predictions = new ArrayList<>();
        float[] row = new float[dimension];
        double[] logits = new double[task.outputs()];
        for (int index : head.heldOut()) {
            boolean tested = test.contains(index);
            standardisation.apply(features.row(tested ? features.testedRow(index) : index), row, 0);
            LinearScores.logits(trained.parameters(), row, 0, dimension, logits);
            double[] probabilities = LinearScores.probabilities(logits);
            Map<String, Double> scores = new LinkedHashMap<>();
            for (int label = 0; label < probabilities.length; label++) {
                scores.put(task.labels().get(label), probabilities[label]);
            }
            Patch patch = plan.patches().get(index);
            predictions.add(new Prediction(
                    patch.id(),
                    patch.patientId(),
                    tested ? Prediction.TEST : Prediction.VALIDATION,
                    task.labels().get(task.label(patch)),
                    patch.zoomGroup(),
                    scores));
        }
        return predictions;
    }

    private HeadRecord record(TrainedHead trained) {
        Map<String, Long> drawn = new TreeMap<>();
        for (int label = 0; label < trained.drawn().length; label++) {
            drawn.put(task.labels().get(label), trained.drawn()[label]);
        }
        TrainedHead.Curves curves = trained.curves();
        return new HeadRecord(
                task.id(),
                head.arm().name(),
                head.zoom().digits(),
                head.split(),
                trained.bestEpoch(),
                trained.testedEpoch(),
                Figures.list(curves.trainLoss()),
                Figures.list(curves.validationLoss()),
                Figures.list(curves.trainAccuracy()),
                Figures.list(curves.validationAccuracy()),
                Figures.listOrNull(curves.trainAuc()),
                Figures.listOrNull(curves.validationAuc()),
                IntStream.range(0, task.labels().size())
                        .mapToObj(label -> new HeadRecord.ClassCurves(
                                task.labels().get(label),
                                Figures.listOrNull(curves.trainPrecision()[label]),
                                Figures.listOrNull(curves.validationPrecision()[label]),
                                Figures.listOrNull(curves.trainRecall()[label]),
                                Figures.listOrNull(curves.validationRecall()[label])))
                        .toList(),
                drawn,
                head.perSource(),
                head.note(),
                SetRows.of(task, plan, head));
    }
}
