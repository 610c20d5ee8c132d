package dev.singan.cluster.driver;

import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.task.TaskOutcome;
import dev.singan.cluster.task.TaskPlan;
import dev.singan.cluster.task.TaskSpec;
import dev.singan.worker.MessageWriter;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Does a job on its cluster: files into the storage, tasks to the executors, outcomes back. */
final class ClusterRun {
    private static final int POLL_MILLIS = 100;

    private final ClusterJob job;
    private final MessageWriter messages;

    ClusterRun(ClusterJob job, MessageWriter messages) {
        this.job = job;
        this.messages = messages;
    }

    /** @throws UserException where the cluster or the storage cannot be used */
    void run() throws IOException, InterruptedException {
        Masters.require(job.cluster().master());
        SparkContext spark = connect(SparkSettings.of(job));
        try (Storage storage = Storage.open(job.cluster().storage(), spark.hadoopConfiguration())) {
            run(spark, storage);
        } finally {
            spark.stop();
        }
    }

    private void run(SparkContext spark, Storage storage) throws IOException, InterruptedException {
        TaskSpecs specs = new TaskSpecs(job, storage);
        TaskPlan plan = specs.plan();
        Outcomes outcomes = new Outcomes(storage, messages);
        List<WorkerTask> tasks = new ArrayList<>();
        List<TaskSpec> due = new ArrayList<>();
        for (WorkerTask task : job.tasks()) {
            TaskSpec spec = specs.spec(task, plan);
            Optional<String> waiting = storage.read(spec.outcome());
            if (waiting.isPresent()) {
                outcomes.take(task, spec, TaskOutcome.parse(waiting.get()));
            } else {
                tasks.add(task);
                due.add(spec);
            }
        }
        if (!due.isEmpty()) {
            awaitExecutor(spark);
            new Submission(spark, tasks, due, outcomes, messages).run(plan);
        }
    }

    private SparkContext connect(SortedMap<String, String> settings) {
        try {
            SparkConf conf = new SparkConf(false);
            settings.forEach(conf::set);
            return new SparkContext(conf);
        } catch (Exception e) {
            e.printStackTrace();
            throw new UserException(
                    "singan.cluster=" + job.cluster().master() + " does not take this build (" + e.getMessage() + "); "
                            + versions(),
                    e);
        }
    }

    private void awaitExecutor(SparkContext spark) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(job.cluster().patience());
        boolean local = job.cluster().master().startsWith("local[");
        while (!local && spark.statusTracker().getExecutorInfos().length < 2) { // the driver counts as one
            if (spark.isStopped()) {
                throw new UserException("singan.cluster=" + job.cluster().master() + " refuses this build, or cannot"
                        + " start executors for it: the logs of its master and its workers tell why, and " + job.name()
                        + "-cluster.log among this build's logs; " + versions());
            }
            if (System.nanoTime() > end) {
                throw new UserException("singan.cluster=" + job.cluster().master() + " gave no executor within "
                        + job.cluster().patience() + " s: its cores or its memory may be taken by others, or no worker"
                        + " has the " + spark.getConf().get("spark.executor.memory")
                        + " that an executor's heap asks for; or " + versions()
                        + ". Wait longer with -Dsingan.cluster.wait=…");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static String versions() {
        return "the cluster may run another version than Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                + " with Scala 2.13: name its own with -Dsingan.cluster.version=…";
    }
}
