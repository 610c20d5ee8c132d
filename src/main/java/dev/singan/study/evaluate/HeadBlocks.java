package dev.singan.study.evaluate;

import dev.singan.classify.HeadRecord;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import dev.singan.study.results.Added;
import dev.singan.study.results.Head;
import dev.singan.study.results.SetCount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the heads' records say: sets, samples added, training curves. */
final class HeadBlocks {
    private final List<SetCount> sets = new ArrayList<>();
    private final List<Added> added = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();

    /** Reads the records of all heads. */
    HeadBlocks(Experiment experiment, PredictionReader reader) {
        Set<Arm> arms = new LinkedHashSet<>();
        experiment.arms().forEach(arm -> arms.addAll(arm.members()));
        Set<String> zooms = new LinkedHashSet<>(List.of(experiment.primaryZoom()));
        zooms.addAll(experiment.zooms());
        for (Task task : experiment.tasks()) {
            for (String zoom : zooms) {
                for (Arm arm : arms) {
                    for (int split = 0; split < experiment.splits() && reader.trained(arm, zoom); split++) {
                        add(reader.record(task, arm, zoom, split), zoom.equals(experiment.primaryZoom()));
                    }
                }
            }
        }
    }

    List<SetCount> sets() {
        return sets;
    }

    List<Added> added() {
        return added;
    }

    List<Head> heads() {
        return heads;
    }

    /** How many patches that are no samples the training sets of an arm (of an ensemble's first one) hold, over all splits. */
    int trainSize(ArmResult cell) {
        return sets.stream()
                .filter(set -> set.set().equals("train")
                        && set.task().equals(cell.task().id())
                        && set.arm().equals(cell.arm().members().get(0).name())
                        && set.trainZoom().equals(cell.trainZoom()))
                .mapToInt(SetCount::patches)
                .sum();
    }

    private void add(HeadRecord head, boolean primary) {
        for (HeadRecord.SetRow row : head.sets()) {
            sets.add(new SetCount(
                    head.task(),
                    head.arm(),
                    head.trainZoom(),
                    head.split(),
                    row.set(),
                    row.label(),
                    row.zoom(),
                    row.format(),
                    row.patches(),
                    row.patients(),
                    row.synthetic()));
        }
        added.add(new Added(
                head.task(),
                head.arm(),
                head.trainZoom(),
                head.split(),
                head.perSource(),
                head.perSource().stream().mapToInt(Integer::intValue).sum(),
                head.note()));
        if (primary) {
            heads.add(new Head(
                    head.task(),
                    head.arm(),
                    head.trainZoom(),
                    head.split(),
                    head.bestEpoch(),
                    head.testedEpoch(),
                    head.trainLoss(),
                    head.validationLoss(),
                    head.trainAccuracy(),
                    head.validationAccuracy(),
                    head.trainAuc(),
                    head.validationAuc(),
                    head.classes().stream()
                            .map(one -> new Head.ClassCurves(
                                    one.label(),
                                    one.trainPrecision(),
                                    one.validationPrecision(),
                                    one.trainRecall(),
                                    one.validationRecall()))
                            .toList(),
                    head.drawn()));
        }
    }
}
