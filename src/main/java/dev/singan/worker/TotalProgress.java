package dev.singan.worker;

import dev.singan.base.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Joins the progress of tasks that run at the same time into that of the whole, in thousandths. */
public final class TotalProgress {
    private static final long UNITS = 1000;
    private static final int NAMED = 4;

    private final Progress target;
    private final double weight;
    private final Map<String, Double> fractions = new ConcurrentHashMap<>();
    private final Map<String, String> now = new ConcurrentHashMap<>();
    private final Map<String, Double> weights;

    public TotalProgress(List<WorkerTask> tasks, Progress target) {
        this.target = target;
        this.weights = tasks.stream().collect(Collectors.toUnmodifiableMap(WorkerTask::name, WorkerTask::weight));
        this.weight = tasks.stream().mapToDouble(WorkerTask::weight).sum();
    }

    /** The progress of one of the tasks. */
    public Progress of(WorkerTask task) {
        return new Progress() {
            @Override
            public void advance(String name, long done, long total) {
                report(task, name, total == 0 ? 0 : (double) done / total);
            }

            @Override
            public void info(String message) {
                target.info(message);
            }

            @Override
            public void warn(String message) {
                target.warn(message);
            }

            @Override
            public void checkCancelled() {
                target.checkCancelled();
            }
        };
    }

    /** Counts a task as done. */
    public void finished(WorkerTask task) {
        report(task, task.name(), 1);
        now.remove(task.name());
    }

    private void report(WorkerTask task, String name, double fraction) {
        fractions.put(task.name(), fraction);
        now.put(task.name(), name);
        double done = fractions.entrySet().stream()
                .mapToDouble(e -> weights.getOrDefault(e.getKey(), 0.0) * e.getValue())
                .sum();
        target.advance(names(), Math.round(UNITS * done / weight), UNITS);
    }

    /** Some of what is being done: a cluster does hundreds at a time. */
    private String names() {
        List<String> all = now.values().stream().sorted().distinct().toList();
        String some = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() <= NAMED ? some : some + " and " + (all.size() - NAMED) + " more";
    }
}
