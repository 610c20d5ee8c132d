package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Progress;
import java.io.IOException;

/** Work that a forked process does. */
@FunctionalInterface
public interface Job {
    /**
     * Does the work.
     *
     * @param request what to do, as the job's own record reads it
     * @param progress where to report to
     * @return a result that can be written as JSON; small, as it goes through a pipe
     */
    Object run(JsonNode request, Progress progress) throws IOException, InterruptedException;
}
