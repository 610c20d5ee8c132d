package dev.singan.maven.build;

import dev.singan.base.Requirement;
import dev.singan.cluster.job.ClusterSettings;
import dev.singan.cluster.pool.ClusterPool;
import dev.singan.worker.TaskPool;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of a goal are done, as its parameters say.
 *
 * @param master {@code singan.cluster}; null or blank for processes of this machine
 * @param storage {@code singan.cluster.storage}
 * @param retries {@code singan.cluster.retries}
 * @param patience seconds to wait for the first executor, {@code singan.cluster.wait}
 * @param checkpointSeconds {@code singan.cluster.checkpointSeconds}
 * @param version {@code singan.cluster.version}
 * @param conf Spark's own settings by name
 */
public record ClusterOptions(
        @Nullable String master,
        @Nullable String storage,
        int retries,
        int patience,
        int checkpointSeconds,
        String version,
        SortedMap<String, String> conf) {
    /**
     * A pool.
     *
     * @param workers how worker processes are started
     * @param spark finds Spark's jars
     * @param number of processes, on this machine
     * @param logs the folder of logs
     * @param name names the logs
     */
    public TaskPool pool(Workers workers, SparkResolver spark, int number, Path logs, String name) {
        TaskPool local = workers.pool(number, logs, name);
        if (master == null || master.isBlank()) {
            return local;
        }
        ClusterSettings settings = new ClusterSettings(
                master.strip(), storage == null ? "" : storage.strip(), retries, patience, checkpointSeconds, conf);
        Requirement.property(
                version.matches("4\\.[0-9]+\\.[0-9]+[A-Za-z0-9.-]*"),
                "singan.cluster.version",
                version,
                "a version of Spark 4, such as 4.1.1");
        Supplier<List<Path>> jars = () -> spark.find(master.strip(), version);
        return new ClusterPool(settings, jars, workers.options(), workers.classPath(), logs, name, local);
    }
}
