package dev.singan.cluster.job;

import dev.singan.worker.WorkerOptions;
import dev.singan.worker.WorkerTask;
import java.nio.file.Path;
import java.util.List;

/**
 * What a build asks of the driver, on one line of its standard input, so that no secret lies in a file or in a command line.
 *
 * @param name the application's, such as {@code train}
 * @param cluster where and how
 * @param workers how worker processes are started on executors
 * @param classPath the jars from which workers run; all travel
 * @param library the jar of this library, among them
 * @param tasks with all their files
 */
public record ClusterJob(
        String name,
        ClusterSettings cluster,
        WorkerOptions workers,
        List<Path> classPath,
        Path library,
        List<WorkerTask> tasks) {
    public ClusterJob {
        classPath = List.copyOf(classPath);
        tasks = List.copyOf(tasks);
    }
}
