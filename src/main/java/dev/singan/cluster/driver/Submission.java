package dev.singan.cluster.driver;

import dev.singan.base.Json;
import dev.singan.cluster.task.TaskOutcome;
import dev.singan.cluster.task.TaskPlan;
import dev.singan.cluster.task.TaskSpec;
import dev.singan.worker.Message;
import dev.singan.worker.MessageWriter;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.LongAccumulator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Tasks as one job of Spark's, a partition each. */
final class Submission {
    private final SparkContext spark;
    private final List<WorkerTask> tasks;
    private final List<TaskSpec> specs;
    private final Outcomes outcomes;
    private final MessageWriter messages;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Submission(
            SparkContext spark,
            List<WorkerTask> tasks,
            List<TaskSpec> specs,
            Outcomes outcomes,
            MessageWriter messages) {
        this.spark = spark;
        this.tasks = tasks;
        this.specs = specs;
        this.outcomes = outcomes;
        this.messages = messages;
    }

    /** Does the tasks; each outcome is taken as it comes, beside Spark's own thread. */
    void run(TaskPlan plan) throws IOException, InterruptedException {
        LongAccumulator progress = spark.longAccumulator("progress");
        spark.addSparkListener(new ClusterEvents(tasks, progress.id(), messages));
        RDD<String> partitions = JavaSparkContext.fromSparkContext(spark)
                .parallelize(specs.stream().map(Json::line).toList(), specs.size())
                .rdd();
        ExecutorService collector = Executors.newSingleThreadExecutor();
        try {
            spark.runJob(
                    partitions,
                    new TaskBody(plan, progress),
                    numbers(),
                    handler(collector),
                    ClassTag$.MODULE$.apply(String.class));
        } catch (Exception e) {
            if (failure.get() == null) {
                messages.send(Message.text(Message.Type.ERROR, given(e)));
            }
        } finally {
            collector.shutdown();
            collector.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
        if (failure.get() instanceof IOException e) {
            throw e;
        }
    }

    private Seq<Object> numbers() {
        List<Object> numbers =
                IntStream.range(0, specs.size()).<Object>mapToObj(i -> i).toList();
        return CollectionConverters.asScala(numbers).toSeq();
    }

    private AbstractFunction2<Object, String, BoxedUnit> handler(ExecutorService collector) {
        return new AbstractFunction2<>() {
            @Override
            public BoxedUnit apply(Object number, String outcome) {
                collector.execute(() -> take((Integer) number, outcome));
                return BoxedUnit.UNIT;
            }
        };
    }

    /** The first failure ends all. */
    private void take(int number, String outcome) {
        try {
            if (failure.get() == null
                    && !outcomes.take(tasks.get(number), specs.get(number), TaskOutcome.parse(outcome))) {
                fail(new SparkException(tasks.get(number).name() + " failed"));
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        failure.compareAndSet(null, e);
        spark.cancelAllJobs();
    }

    /** Spark's words for an executor that died too often; the stacks of its own threads tell nobody anything. */
    private static String given(Exception e) {
        String text = String.valueOf(e.getMessage());
        int stack = text.indexOf("\nDriver stacktrace:");
        return "The cluster gave up: " + (stack < 0 ? text : text.substring(0, stack)).strip();
    }
}
