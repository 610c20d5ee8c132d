package dev.singan.cluster.task;

import dev.singan.cluster.storage.StoredFile;
import dev.singan.worker.WorkerTask;
import java.util.List;

/**
 * A task on its way to an executor.
 *
 * @param task its request names files by {@link RequestPaths}
 * @param key the hash of all that its outputs depend on, under which its checkpoints and its outcome are kept
 * @param inputs what it reads
 * @param output the last name of the folder that it writes
 * @param present what lies in that folder already
 * @param resumable whether it goes on with what lies there
 */
public record TaskSpec(
        WorkerTask task, String key, List<Input> inputs, String output, List<StoredFile> present, boolean resumable) {
    /** The name of the output folder in a request; inputs are named by their numbers. */
    public static final String OUTPUT = "output";

    public TaskSpec {
        inputs = List.copyOf(inputs);
        present = List.copyOf(present);
    }

    /**
     * A file or a folder that a task reads.
     *
     * @param name its last name
     * @param folder whether it is a folder
     * @param files the file, or what the folder holds
     */
    public record Input(String name, boolean folder, List<StoredFile> files) {
        public Input {
            files = List.copyOf(files);
        }
    }

    /** The name of the record of its last checkpoint in the storage. */
    public String checkpoint() {
        return "checkpoints/" + key + ".json";
    }

    /** The name of the record of its outcome, which waits there for the build. */
    public String outcome() {
        return "outcomes/" + key + ".json";
    }
}
