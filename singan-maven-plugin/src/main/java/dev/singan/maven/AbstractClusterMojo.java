package dev.singan.maven;

import dev.singan.maven.build.BuildProperties;
import dev.singan.maven.build.ClusterOptions;
import dev.singan.maven.build.SparkResolver;
import dev.singan.maven.build.Workers;
import dev.singan.worker.TaskPool;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * A goal whose tasks can be done on an Apache Spark cluster. No result depends on where they are done. Spark's own settings are given as
 * {@code singan.cluster.conf.spark.x.y}.
 */
abstract class AbstractClusterMojo extends AbstractPhaseMojo {
    /**
     * Spark's master: {@code spark://host:7077}, {@code yarn}, {@code k8s://https://host:6443}. Without one, tasks are done by processes of this
     * machine, and nothing of Spark is asked for.
     */
    @Parameter(property = "singan.cluster")
    private @Nullable String cluster;

    /** The folder through which files travel to a cluster and back, at one address for this machine and all executors: {@code file:}, {@code hdfs:}. */
    @Parameter(property = "singan.cluster.storage")
    private @Nullable String clusterStorage;

    /** How often a task is tried at most, on whatever executors. */
    @Parameter(property = "singan.cluster.retries", defaultValue = "4")
    private int clusterRetries;

    /** Seconds to wait for a cluster's first executor. */
    @Parameter(property = "singan.cluster.wait", defaultValue = "120")
    private int clusterWait;

    /** Seconds between two journeys of a training's checkpoint into the storage, from where another executor can go on. */
    @Parameter(property = "singan.cluster.checkpointSeconds", defaultValue = "60")
    private int clusterCheckpointSeconds;

    /** The version of Spark, with Scala 2.13, that the cluster runs. */
    @Parameter(property = "singan.cluster.version", defaultValue = "4.1.1")
    private String clusterVersion;

    /** What else the driver needs, such as a file system of the storage, as {@code groupId:artifactId:version} separated by commas. */
    @Parameter(property = "singan.cluster.artifacts")
    private @Nullable String clusterArtifacts;

    /** The only one of a goal: of two fields of one name Maven fills but one. */
    @Component
    RepositorySystem repositorySystem;

    /**
     * Where tasks are done.
     *
     * @param workers how worker processes are started
     * @param number of processes, on this machine
     */
    final TaskPool pool(Workers workers, int number) {
        return new ClusterOptions(
                        cluster,
                        clusterStorage,
                        clusterRetries,
                        clusterWait,
                        clusterCheckpointSeconds,
                        clusterVersion,
                        new BuildProperties(session, project).spark())
                .pool(
                        workers,
                        new SparkResolver(repositorySystem, session, project, clusterArtifacts),
                        number,
                        folder().logs(),
                        execution());
    }
}
