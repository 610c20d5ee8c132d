package dev.singan.cluster.driver;

import dev.singan.base.Json;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.task.Attempt;
import dev.singan.cluster.task.TaskPlan;
import dev.singan.cluster.task.TaskSpec;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What Spark sends to an executor: does one task, given and returned as JSON. */
final class TaskBody extends AbstractFunction2<TaskContext, Iterator<String>, String> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String plan;
    private final int tries;
    private final LongAccumulator progress;

    TaskBody(TaskPlan plan, LongAccumulator progress) {
        this.plan = Json.line(plan);
        this.tries = plan.tries();
        this.progress = progress;
    }

    @Override
    public String apply(TaskContext context, Iterator<String> partition) {
        try {
            TaskPlan shared = Json.mapper().readValue(plan, TaskPlan.class);
            TaskSpec spec = Json.mapper().readValue(partition.next(), TaskSpec.class);
            Configuration hadoop =
                    SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
            try (Storage storage = Storage.open(shared.storage(), hadoop)) {
                return Json.line(new Attempt(shared, spec, storage, executor(context)).run());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.killTaskIfInterrupted();
            throw new IllegalStateException(e);
        }
    }

    private Attempt.Executor executor(TaskContext context) {
        return new Attempt.Executor() {
            @Override
            public boolean isLast() {
                return context.attemptNumber() + 1 >= tries;
            }

            @Override
            public boolean isCancelled() {
                return context.isInterrupted();
            }

            @Override
            public void advance(long units) {
                progress.add(units);
            }
        };
    }
}
