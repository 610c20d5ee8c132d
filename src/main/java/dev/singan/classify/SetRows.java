package dev.singan.classify;

import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.Patch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what a head's sets hold. */
final class SetRows {
    private record Key(String set, int label, int zoom, String format) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = set.compareTo(other.set);
            order = order != 0 ? order : Integer.compare(label, other.label);
            order = order != 0 ? order : Integer.compare(zoom, other.zoom);
            return order != 0 ? order : format.compareTo(other.format);
        }
    }

    private static final class Tally {
        private final Set<String> patients = new HashSet<>();
        private int patches;
        private int synthetic;
    }

    private final Task task;
    private final Map<Key, Tally> tallies = new TreeMap<>();

    private SetRows(Task task) {
        this.task = task;
    }

    /** The rows of a head, sorted. */
    static List<HeadRecord.SetRow> of(Task task, ArmPlan plan, HeadPlan head) {
        SetRows rows = new SetRows(task);
        rows.add("train", plan.patches(), head.train());
        rows.add(Prediction.VALIDATION, plan.patches(), head.validation());
        rows.add(Prediction.TEST, plan.patches(), head.test());
        for (int i = 0; i < head.perSource().size(); i++) {
            Tally tally = rows.tally("train", plan.sources().get(i));
            if (head.arm().kind() == Arm.Kind.SINGAN) {
                tally.synthetic += head.perSource().get(i);
            } else {
                tally.patches += head.perSource().get(i);
            }
        }
        return rows.sorted();
    }

    private void add(String set, List<Patch> patches, int[] indices) {
        for (int index : indices) {
            Tally tally = tally(set, patches.get(index));
            tally.patches++;
            tally.patients.add(patches.get(index).patientId());
        }
    }

    private Tally tally(String set, Patch patch) {
        return tallies.computeIfAbsent(
                new Key(set, task.label(patch), patch.zoomGroup(), patch.format()), key -> new Tally());
    }

    private List<HeadRecord.SetRow> sorted() {
        List<HeadRecord.SetRow> rows = new ArrayList<>();
        tallies.forEach((key, tally) -> rows.add(new HeadRecord.SetRow(
                key.set,
                task.labels().get(key.label),
                key.zoom,
                key.format,
                tally.patches,
                tally.patients.size(),
                tally.synthetic)));
        return rows;
    }
}
