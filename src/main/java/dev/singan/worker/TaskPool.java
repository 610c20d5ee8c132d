package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Progress;
import java.io.IOException;
import java.util.List;

/**
 * Where tasks are done, several at a time: processes of this machine or the executors of a cluster. The first failure ends all, and what
 * the others had not finished is lost as after a crash.
 */
public interface TaskPool {
    /** Told before and after each task. */
    interface Listener {
        /** Is told, and does nothing. */
        Listener NONE = new Listener() {
            @Override
            public void starts(WorkerTask task) {}

            @Override
            public void ends(WorkerTask task, JsonNode result) {}
        };

        /** Called before a task starts; on a cluster, before it is handed over. */
        void starts(WorkerTask task) throws IOException;

        /** Called when a task has ended well, and its files lie where they belong, with what its job returned. */
        void ends(WorkerTask task, JsonNode result) throws IOException;
    }

    /**
     * Does all tasks.
     *
     * @param listener told of each task, one call at a time
     * @return the most memory that all processes of this machine held together, in megabytes; 0 where the system does not tell
     * @throws dev.singan.base.UserException where a job ended by an error that the user can mend
     * @throws WorkerException where a job failed otherwise, or its process died
     * @throws dev.singan.base.CancelledException where the progress was cancelled
     */
    long run(List<WorkerTask> tasks, Listener listener, Progress progress) throws IOException, InterruptedException;
}
