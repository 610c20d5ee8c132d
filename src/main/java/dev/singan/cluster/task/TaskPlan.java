package dev.singan.cluster.task;

import dev.singan.cluster.storage.StoredFile;
import dev.singan.worker.WorkerOptions;
import java.util.List;

/**
 * What all tasks of a job share.
 *
 * @param storage its address
 * @param tries how often a task is tried at most
 * @param checkpointSeconds seconds between two travels of a checkpoint
 * @param workers how worker processes are started
 * @param classPath the jars from which they run, in order
 */
public record TaskPlan(
        String storage, int tries, int checkpointSeconds, WorkerOptions workers, List<StoredFile> classPath) {
    public TaskPlan {
        classPath = List.copyOf(classPath);
    }
}
