package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Progress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Processes of this machine that share tasks. Each process does one task at a time, in the order given.
 */
public final class WorkerPool implements TaskPool {
    private static final int POLL_MILLIS = 200;

    private final WorkerSettings settings;
    private final String name;
    private final Class<?> main;
    private final AtomicLong memory = new AtomicLong();

    /**
     * @param settings how processes are started
     * @param name names their logs, such as {@code train}
     */
    public WorkerPool(WorkerSettings settings, String name) {
        this(settings, name, Main.class);
    }

    /** @param main the class whose main method {@linkplain Main#serve serves} the tasks' jobs */
    WorkerPool(WorkerSettings settings, String name, Class<?> main) {
        this.settings = settings;
        this.name = name;
        this.main = main;
    }

    @Override
    public long run(List<WorkerTask> tasks, Listener listener, Progress progress)
            throws IOException, InterruptedException {
        if (tasks.isEmpty()) {
            return 0;
        }
        Queue<WorkerTask> queue = new ConcurrentLinkedQueue<>(new ArrayDeque<>(tasks));
        TotalProgress total = new TotalProgress(tasks, progress);
        int processes = Math.min(settings.processes(), tasks.size());
        List<WorkerProcess> started = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(processes, WorkerPool::thread);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                WorkerProcess process = WorkerProcess.start(settings, name + "-" + i, main);
                started.add(process);
                futures.add(threads.submit(() -> {
                    work(process, queue, listener, total);
                    return null;
                }));
            }
            await(futures, started, progress);
            return memory.get();
        } finally {
            started.parallelStream().forEach(WorkerProcess::close);
            threads.shutdownNow();
        }
    }

    private static void work(WorkerProcess process, Queue<WorkerTask> queue, Listener listener, TotalProgress total)
            throws IOException, InterruptedException {
        for (@Nullable WorkerTask task = queue.poll(); task != null; task = queue.poll()) {
            synchronized (listener) {
                listener.starts(task);
            }
            JsonNode result = process.run(task, total.of(task));
            synchronized (listener) {
                listener.ends(task, result);
            }
            total.finished(task);
        }
    }

    private void await(List<Future<?>> futures, List<WorkerProcess> processes, Progress progress)
            throws IOException, InterruptedException {
        List<Future<?>> open = new ArrayList<>(futures);
        while (!open.isEmpty()) {
            progress.checkCancelled();
            memory.accumulateAndGet(
                    processes.stream()
                            .mapToLong(WorkerProcess::residentMegabytes)
                            .sum(),
                    Math::max);
            for (Future<?> future : open.stream().filter(Future::isDone).toList()) {
                open.remove(future);
                get(future);
            }
            if (!open.isEmpty()) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static void get(Future<?> future) throws IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A thread that carries the class loader of this library: a plugin's is not the one that threads get by default. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "singan-worker-pipe");
        thread.setDaemon(true);
        thread.setContextClassLoader(WorkerPool.class.getClassLoader());
        return thread;
    }
}
