package dev.singan.cluster.pool;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.cluster.job.ClusterSettings;
import dev.singan.worker.Message;
import dev.singan.worker.TaskPool;
import dev.singan.worker.TotalProgress;
import dev.singan.worker.WorkerOptions;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The executors of a cluster. Tasks that do not name their files, and can be done here only, go to processes of this machine. */
public final class ClusterPool implements TaskPool {
    private final ClusterSettings cluster;
    private final Supplier<List<Path>> spark;
    private final WorkerOptions workers;
    private final List<Path> classPath;
    private final Path logs;
    private final String name;
    private final TaskPool local;

    /**
     * @param cluster where and how
     * @param spark Spark's jars, asked for when there is something to do
     * @param workers how worker processes are started on executors
     * @param classPath the jars from which they run
     * @param logs the folder of the driver's log
     * @param name names it and the application
     * @param local does what can be done on this machine only
     */
    public ClusterPool(
            ClusterSettings cluster,
            Supplier<List<Path>> spark,
            WorkerOptions workers,
            List<Path> classPath,
            Path logs,
            String name,
            TaskPool local) {
        this.cluster = cluster;
        this.spark = spark;
        this.workers = workers;
        this.classPath = List.copyOf(classPath);
        this.logs = logs;
        this.name = name;
        this.local = local;
    }

    @Override
    public long run(List<WorkerTask> tasks, Listener listener, Progress progress)
            throws IOException, InterruptedException {
        if (tasks.isEmpty() || tasks.stream().anyMatch(t -> t.files() == null)) {
            return local.run(tasks, listener, progress);
        }
        List<Path> jars = spark.get();
        for (WorkerTask task : tasks) {
            listener.starts(task);
        }
        ClusterJob job = new ClusterJob(name, cluster, workers, classPath, library(), tasks);
        try (DriverProcess driver = DriverProcess.start(job, jars, logs)) {
            follow(driver, tasks, listener, progress);
        }
        return 0; // no process of this machine
    }

    private static void follow(DriverProcess driver, List<WorkerTask> tasks, Listener listener, Progress progress)
            throws IOException, InterruptedException {
        TotalProgress total = new TotalProgress(tasks, progress);
        Map<String, WorkerTask> open = new HashMap<>();
        tasks.forEach(task -> open.put(task.name(), task));
        while (!open.isEmpty()) {
            Message message = driver.next(progress::checkCancelled);
            Optional<WorkerTask> task = Optional.ofNullable(open.get(String.valueOf(message.task())));
            switch (message.type()) {
                case INFO -> progress.info(message.textOrEmpty());
                case WARN -> progress.warn(message.textOrEmpty());
                case PROGRESS -> task.ifPresent(t -> total.of(t).advance(t.name(), message.done(), message.total()));
                default -> {
                    WorkerTask ended = task.orElseThrow();
                    listener.ends(
                            ended, message.result() == null ? Json.mapper().nullNode() : message.result());
                    total.finished(ended);
                    open.remove(ended.name());
                }
            }
        }
    }

    /** This library's own jar. */
    private static Path library() {
        try {
            return Path.of(ClusterPool.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
