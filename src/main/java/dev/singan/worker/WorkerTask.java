package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for a worker.
 *
 * @param name as the user reads it, and as its request file is named, such as {@code train-17}
 * @param job the name of the {@link JobKind}
 * @param request what the job shall do
 * @param weight how much of the whole it is; in proportion to the time it takes
 * @param files what it reads and writes; null where it can be done on this machine only
 */
public record WorkerTask(String name, String job, JsonNode request, double weight, @Nullable TaskFiles files) {
    /** A task of this machine, of a request that can be written as JSON. */
    public static WorkerTask of(String name, JobKind job, Object request, double weight) {
        return new WorkerTask(name, job.name(), Json.mapper().valueToTree(request), weight, null);
    }

    /** The same for any machine. */
    public WorkerTask with(TaskFiles all) {
        return new WorkerTask(name, job, request, weight, all);
    }

    /** The same for a machine on which the files lie elsewhere. */
    public WorkerTask with(JsonNode newRequest) {
        return new WorkerTask(name, job, newRequest, weight, null);
    }
}
