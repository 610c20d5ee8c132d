package dev.singan.study.evaluate;

import dev.singan.base.UserException;
import dev.singan.classify.HeadRecord;
import dev.singan.classify.Prediction;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.Patch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the heads' predictions of test patches. */
final class PredictionReader {
    private final Path workDirectory;
    private final Experiment experiment;
    private final Map<Integer, Patch> patches = new HashMap<>();
    private final Map<String, Integer> patients = new HashMap<>();

    PredictionReader(EvaluationRequest request, List<Patch> table) {
        this.workDirectory = request.workDirectory();
        this.experiment = request.experiment();
        table.forEach(patch -> patches.put(patch.id(), patch));
        testedPatients().forEach(name -> patients.put(name, patients.size()));
    }

    /** All heads of a split test the same patients, so those of one arm tell them all. */
    private SortedSet<String> testedPatients() {
        Arm arm = experiment.arms().get(0).members().get(0);
        SortedSet<String> names = new TreeSet<>();
        for (int split = 0; split < experiment.splits(); split++) {
            Path file = Prediction.file(
                    workDirectory, experiment.tasks().get(0).id(), arm.name(), experiment.primaryZoom(), split);
            Prediction.read(file).stream()
                    .filter(prediction -> prediction.set().equals(Prediction.TEST))
                    .forEach(prediction -> names.add(prediction.patient()));
        }
        return names;
    }

    /** How many patients are tested in any split. */
    int patients() {
        return patients.size();
    }

    /** Whether an arm was trained on a zoom set. */
    boolean trained(Arm arm, String trainZoom) {
        return trainZoom.equals(experiment.primaryZoom())
                || arm.members().stream().allMatch(experiment.matrixArms()::contains);
    }

    /** The heads of an arm: one set per split; an ensemble arm has one set, the mean of its members' heads. */
    List<ScoredSet> heads(Task task, Arm arm, String trainZoom) {
        if (arm.kind() == Arm.Kind.ENSEMBLE) {
            if (!experiment.testsTheSame()) {
                throw new UserException(
                        "singan.arms names the ensemble " + arm.name() + ", whose heads must be tested on the"
                                + " same patches: set -Dsingan.protocol=iwbi or -Dsingan.split=official, or remove it from"
                                + " singan.arms.");
            }
            return List.of(ensemble(task, arm, trainZoom));
        }
        List<ScoredSet> sets = new ArrayList<>();
        for (int split = 0; split < experiment.splits(); split++) {
            sets.add(read(task, arm, trainZoom, split));
        }
        return sets;
    }

    /** The mean over the members' heads in all splits. */
    private ScoredSet ensemble(Task task, Arm arm, String trainZoom) {
        List<ScoredSet> all = new ArrayList<>();
        for (Arm member : arm.members()) {
            all.addAll(heads(task, member, trainZoom));
        }
        if (!ScoredSet.samePatches(all)) {
            throw new UserException("The heads of " + arm.name() + " were tested on different patches, though"
                    + " the experiment fixes them. Run the goal singan:classify again.");
        }
        return ScoredSet.pooled(all);
    }

    /** How a head came about. */
    HeadRecord record(Task task, Arm arm, String trainZoom, int split) {
        return HeadRecord.read(Prediction.file(workDirectory, task.id(), arm.name(), trainZoom, split));
    }

    private ScoredSet read(Task task, Arm arm, String trainZoom, int split) {
        Path file = Prediction.file(workDirectory, task.id(), arm.name(), trainZoom, split);
        List<Prediction> tested = Prediction.read(file).stream()
                .filter(prediction -> prediction.set().equals(Prediction.TEST))
                .toList();
        List<Patch> known = new ArrayList<>();
        int[] labels = new int[tested.size()];
        double[][] scores = new double[tested.size()][];
        int[] clusters = new int[tested.size()];
        for (int i = 0; i < labels.length; i++) {
            Prediction prediction = tested.get(i);
            Patch patch = patches.get(prediction.patch());
            Integer patient = patients.get(prediction.patient());
            if (patch == null
                    || patient == null
                    || !prediction.scores().keySet().containsAll(task.labels())) {
                throw new UserException(file.getFileName() + " has a prediction of patch " + prediction.patch()
                        + (patch == null || patient == null
                                ? ", which is not in metadata.jsonl or not tested by the other heads"
                                : " without scores of all classes")
                        + ". Run the goal singan:classify again.");
            }
            known.add(patch);
            labels[i] = task.label(patch);
            scores[i] = task.labels().stream()
                    .mapToDouble(label -> prediction.scores().getOrDefault(label, 0.0))
                    .toArray();
            clusters[i] = patient;
        }
        return new ScoredSet(split, known, labels, scores, clusters);
    }
}
