package dev.singan.cluster.driver;

import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import java.util.Map;
import org.apache.spark.SparkConf;

/** Spark's settings for a job: what the job needs, and the user's own in their place. */
final class SparkSettings {
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String CORES = "spark.executor.cores";

    private SparkSettings() {}

    static SparkConf of(ClusterJob job) {
        SparkConf conf = new SparkConf(false)
                .setMaster(job.cluster().master())
                .setAppName("singan " + job.name())
                .set("spark.jars", job.library().toUri().toString())
                .set("spark.ui.enabled", "false")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.heartbeatInterval", "5s")
                .set("spark.task.maxFailures", Integer.toString(job.cluster().tries()))
                .set("spark.task.cpus", Integer.toString(job.workers().threads()));
        for (Map.Entry<String, String> own : job.cluster().conf().entrySet()) {
            conf.set(own.getKey(), own.getValue());
        }
        return withOverhead(conf, job);
    }

    /** Worker processes lie outside of the executor's heap; YARN and Kubernetes end a container that takes more than was asked for. */
    private static SparkConf withOverhead(SparkConf conf, ClusterJob job) {
        int slots = Math.max(1, conf.getInt(CORES, job.workers().threads()) / conf.getInt("spark.task.cpus", 1));
        long needed = slots * job.workers().megabytes();
        if (!conf.contains(OVERHEAD)) {
            return conf.set(OVERHEAD, needed + "m");
        }
        if (conf.getSizeAsMb(OVERHEAD) < needed) {
            throw new UserException("singan.cluster.conf." + OVERHEAD + "=" + conf.get(OVERHEAD) + " is too little: an"
                    + " executor runs " + slots + " worker processes at a time, each of up to "
                    + job.workers().megabytes() + " MB (singan.heap="
                    + job.workers().heap() + ", singan.offHeap="
                    + job.workers().offHeap() + "). Give " + needed + "m or more, or drop it to have it set");
        }
        return conf;
    }
}
