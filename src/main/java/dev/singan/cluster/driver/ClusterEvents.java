package dev.singan.cluster.driver;

import dev.singan.cluster.task.Attempt;
import dev.singan.worker.Message;
import dev.singan.worker.MessageWriter;
import dev.singan.worker.WorkerTask;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** Tells the build which executor does what, and how far it is: executors report it with their heartbeats. */
final class ClusterEvents extends SparkListener {
    private final List<WorkerTask> tasks;
    private final long accumulator;
    private final MessageWriter messages;
    private final Map<Long, WorkerTask> running = new ConcurrentHashMap<>();

    /**
     * @param tasks by the number of their partition
     * @param accumulator the one in which tasks count their progress
     */
    ClusterEvents(List<WorkerTask> tasks, long accumulator, MessageWriter messages) {
        this.tasks = tasks;
        this.accumulator = accumulator;
        this.messages = messages;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        WorkerTask task = tasks.get(event.taskInfo().index());
        running.put(event.taskInfo().taskId(), task);
        int attempt = event.taskInfo().attemptNumber();
        info(task.name() + " on executor " + event.taskInfo().executorId() + " ("
                + event.taskInfo().host() + ")" + (attempt == 0 ? "" : ", try " + (attempt + 1)));
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
        info("executor " + event.executorId() + " on " + event.executorInfo().executorHost() + ", "
                + event.executorInfo().totalCores() + " cores");
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        messages.send(Message.text(
                Message.Type.WARN,
                "executor " + event.executorId() + " is gone: "
                        + event.reason().lines().findFirst().orElse("")));
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
        Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> updates =
                event.accumUpdates().iterator();
        while (updates.hasNext()) {
            Tuple4<Object, Object, Object, Seq<AccumulableInfo>> update = updates.next();
            WorkerTask task = running.get((Long) update._1());
            Iterator<AccumulableInfo> values = update._4().iterator();
            while (values.hasNext()) {
                AccumulableInfo value = values.next();
                if (task != null && value.id() == accumulator && value.update().isDefined()) {
                    long done = (Long) value.update().get();
                    messages.send(Message.progress(task.name(), done, Attempt.UNITS));
                }
            }
        }
    }

    private void info(String text) {
        messages.send(Message.text(Message.Type.INFO, text));
    }
}
