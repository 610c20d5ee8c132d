package dev.singan.cluster.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.CancelledException;
import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
import dev.singan.worker.Main;
import dev.singan.worker.Message;
import dev.singan.worker.WorkerException;
import dev.singan.worker.WorkerProcess;
import dev.singan.worker.WorkerSettings;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One try of a task on this executor, in a worker process of its own and a folder of its own. */
public final class Attempt {
    /** Progress is told in so many parts. */
    public static final long UNITS = 1000;

    private static final int POLL_MILLIS = 200;

    private final TaskPlan plan;
    private final TaskSpec spec;
    private final Storage storage;
    private final Executor executor;
    private final List<Message> notes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong done = new AtomicLong();
    private long told;
    private boolean warned;

    /** What Spark is to the attempt. */
    public interface Executor {
        /** Whether this is the last try. */
        boolean isLast();

        /** Whether the attempt is to end, as its outcome is not wanted any more. */
        boolean isCancelled();

        /** Tells how many more of {@link #UNITS} parts are done. */
        void advance(long units);
    }

    public Attempt(TaskPlan plan, TaskSpec spec, Storage storage, Executor executor) {
        this.plan = plan;
        this.spec = spec;
        this.storage = storage;
        this.executor = executor;
    }

    /**
     * Does the task.
     *
     * @return how it ended, where another try would not end otherwise, or there is none left
     * @throws WorkerException where the process died, and the task shall be tried again
     * @throws IOException where a file could not be read or written, likewise
     */
    public TaskOutcome run() throws IOException, InterruptedException {
        try {
            FileCache cache = FileCache.ofThisProcess();
            Path folder = cache.folder();
            try {
                return work(cache, folder);
            } finally {
                FileTree.delete(folder);
            }
        } catch (UserException e) {
            return TaskOutcome.failed(Message.Type.USER_ERROR, String.valueOf(e.getMessage()), notes);
        } catch (WorkerException e) {
            if (e.retriable() && !executor.isLast()) {
                throw e;
            }
            return TaskOutcome.failed(Message.Type.ERROR, e.getMessage() + tries(), notes);
        } catch (IOException e) {
            if (!executor.isLast()) {
                throw e;
            }
            return TaskOutcome.failed(Message.Type.ERROR, spec.task().name() + ": " + e.getMessage() + tries(), notes);
        }
    }

    private String tries() {
        return executor.isLast() ? "\nIt was tried " + plan.tries() + " times (singan.cluster.retries)." : "";
    }

    private TaskOutcome work(FileCache cache, Path folder) throws IOException, InterruptedException {
        ExecutorMemory.require(plan.workers());
        Map<String, Path> paths = new HashMap<>();
        for (int i = 0; i < spec.inputs().size(); i++) {
            paths.put(Integer.toString(i), input(cache, spec.inputs().get(i), folder.resolve("input-" + i)));
        }
        Path output = folder.resolve("out").resolve(spec.output());
        cache.place(storage, present(), output);
        paths.put(TaskSpec.OUTPUT, output);
        WorkerTask task = spec.task().with(RequestPaths.locate(spec.task().request(), paths));
        WorkerSettings settings =
                plan.workers().settings(cache.classPath(storage, plan.classPath()), folder.resolve("logs"), 1);
        JsonNode result = run(task, settings, output);
        TaskOutcome outcome = TaskOutcome.done(task.name(), result, notes, storage.putFolder(output));
        storage.write(spec.outcome(), Json.line(outcome));
        return outcome;
    }

    private Path input(FileCache cache, TaskSpec.Input input, Path place) throws IOException {
        Path path = place.resolve(input.name());
        cache.place(storage, input.files(), input.folder() ? path : place);
        return path;
    }

    /** The last checkpoint that came to the storage, or what the build has. */
    private List<StoredFile> present() throws IOException {
        Optional<String> checkpoint = spec.resumable() ? storage.read(spec.checkpoint()) : Optional.empty();
        return checkpoint.isPresent()
                ? Arrays.asList(Json.mapper().readValue(checkpoint.get(), StoredFile[].class))
                : spec.present();
    }

    private JsonNode run(WorkerTask task, WorkerSettings settings, Path output)
            throws IOException, InterruptedException {
        CheckpointTravel travel = new CheckpointTravel(storage, spec.checkpoint(), output, plan.checkpointSeconds());
        try (WorkerProcess process = WorkerProcess.start(settings, "worker", Main.class)) {
            FutureTask<JsonNode> work = new FutureTask<>(() -> process.run(task, progress()));
            Thread thread = new Thread(work, "singan-worker-pipe");
            thread.setDaemon(true);
            thread.start();
            while (true) {
                try {
                    return work.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillRunning) {
                    look(travel);
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        }
    }

    private void look(CheckpointTravel travel) {
        if (executor.isCancelled()) {
            throw new CancelledException();
        }
        long now = done.get();
        if (now > told) {
            executor.advance(now - told);
            told = now;
        }
        if (spec.resumable()) {
            send(travel);
        }
    }

    /** A checkpoint that cannot be sent costs time where the executor dies, and nothing else. */
    private void send(CheckpointTravel travel) {
        try {
            travel.travelIfDue();
        } catch (IOException e) {
            if (!warned) {
                notes.add(Message.text(
                        Message.Type.WARN,
                        "a checkpoint of " + spec.task().name() + " did not come to the storage: " + e.getMessage()));
            }
            warned = true;
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException e) {
            throw e;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void advance(String task, long now, long total) {
                done.set(total == 0 ? 0 : UNITS * now / total);
            }

            @Override
            public void info(String message) {
                notes.add(Message.text(Message.Type.INFO, message));
            }

            @Override
            public void warn(String message) {
                notes.add(Message.text(Message.Type.WARN, message));
            }
        };
    }
}
