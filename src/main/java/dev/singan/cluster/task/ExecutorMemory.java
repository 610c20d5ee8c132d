package dev.singan.cluster.task;

import dev.singan.base.UserException;
import dev.singan.worker.WorkerOptions;
import java.lang.management.ManagementFactory;

/** Whether a worker process has room beside the executor's own heap. */
final class ExecutorMemory {
    private ExecutorMemory() {}

    /** @throws UserException where the machine, or the container, has less memory than a worker process may take */
    static void require(WorkerOptions workers) {
        long megabytes = memory() >> 20;
        if (megabytes > 0 && megabytes < workers.megabytes()) {
            throw new UserException(
                    "An executor has " + megabytes + " MB of memory in all, but a worker process may take "
                            + workers.megabytes() + " MB (singan.heap=" + workers.heap() + ", singan.offHeap="
                            + workers.offHeap() + "): give executors more, on YARN and Kubernetes with"
                            + " -Dsingan.cluster.conf.spark.executor.memoryOverhead=…, or the workers less");
        }
    }

    /** That of the container where there is one; 0 where the JVM does not tell. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
