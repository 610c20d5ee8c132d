package dev.singan.cluster.driver;

import dev.singan.base.Requirement;
import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.worker.WorkerOptions;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's settings for a job, by name: what the job needs, and the user's own in their place. */
final class SparkSettings {
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String CORES = "spark.executor.cores";
    private static final String TASK_CORES = "spark.task.cpus";

    /** As Spark writes sizes of memory: megabytes where no unit is given. */
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(m|mb|g|gb|t|tb)?");

    private SparkSettings() {}

    static SortedMap<String, String> of(ClusterJob job) {
        SortedMap<String, String> settings = new TreeMap<>(Map.of(
                "spark.master",
                job.cluster().master(),
                "spark.app.name",
                "singan " + job.name(),
                "spark.jars",
                job.library().toUri().toString(),
                "spark.ui.enabled",
                "false",
                "spark.executor.memory",
                "512m",
                "spark.executor.heartbeatInterval",
                "5s",
                "spark.task.maxFailures",
                Integer.toString(job.cluster().tries()),
                TASK_CORES,
                Integer.toString(job.workers().threads())));
        settings.putAll(job.cluster().conf());
        requireOverhead(settings, job.workers());
        return settings;
    }

    /** Worker processes lie outside of the executor's heap; YARN and Kubernetes end a container that takes more than was asked for. */
    private static void requireOverhead(SortedMap<String, String> settings, WorkerOptions workers) {
        int perTask = whole(settings, TASK_CORES, 1);
        int slots = Math.max(1, whole(settings, CORES, perTask) / perTask);
        long needed = slots * workers.megabytes();
        String given = settings.computeIfAbsent(OVERHEAD, name -> needed + "m");
        if (megabytes(given) < needed) {
            throw new UserException("singan.cluster.conf." + OVERHEAD + "=" + given
                    + " is too little: an executor runs "
                    + slots + " worker processes at a time, each of up to " + workers.megabytes() + " MB (singan.heap="
                    + workers.heap() + ", singan.offHeap=" + workers.offHeap() + "). Give " + needed
                    + "m or more, or drop it to have it set");
        }
    }

    private static int whole(Map<String, String> settings, String name, int usual) {
        String value = settings.getOrDefault(name, Integer.toString(usual));
        Requirement.property(value.matches("[1-9][0-9]{0,5}"), "singan.cluster.conf." + name, value, "a whole number");
        return Integer.parseInt(value);
    }

    private static long megabytes(String size) {
        Matcher matcher = SIZE.matcher(size.strip().toLowerCase(Locale.ROOT));
        Requirement.property(matcher.matches(), "singan.cluster.conf." + OVERHEAD, size, "such as 2048m or 2g");
        String unit = matcher.group(2) == null ? "m" : matcher.group(2);
        return Long.parseLong(matcher.group(1)) << (10 * "mgt".indexOf(unit.charAt(0)));
    }
}
