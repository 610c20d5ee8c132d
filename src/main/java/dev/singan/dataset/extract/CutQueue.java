package dev.singan.dataset.extract;

import dev.singan.base.CancelledException;
import dev.singan.base.UserException;
import dev.singan.dataset.record.SourceImage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Cuts images by several threads, and gives what it cut in the images' order.
 *
 * <p>Memory: there are at most as many threads as the heap has room for, each with an image of the largest size of its archive, beside
 * {@value #BASE_MEGABYTES} MB. Few images are in flight, so that the archive's
 * size has little influence.
 */
final class CutQueue implements AutoCloseable {
    private static final int BASE_MEGABYTES = 100;

    private final Cutter cutter;
    private final Iterator<SourceImage> waiting;
    private final ExecutorService pool;
    private final Executor executor;
    private final int ahead;
    private final Deque<Pending> pending = new ArrayDeque<>();

    private record Pending(SourceImage source, FutureTask<Cutter.Cuts> task) {}

    /**
     * @param mostThreads how many images are cut at a time at most, at least 1; fewer where the heap has no room for them
     * @param megabytes that an image takes at most while it is cut
     */
    CutQueue(Cutter cutter, List<SourceImage> sources, int mostThreads, int megabytes) {
        this.cutter = cutter;
        this.waiting = sources.iterator();
        int threads = Math.min(mostThreads, threadsFor(Runtime.getRuntime().maxMemory(), megabytes));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "extraction");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        // A single thread is this one.
        this.executor = threads == 1 ? Runnable::run : pool;
        this.ahead = threads == 1 ? 1 : threads + 1;
    }

    /** How many images, each of so many megabytes, a heap of so many bytes has room for at a time; at least one. */
    static int threadsFor(long heap, int megabytes) {
        long room = (heap >> 20) - BASE_MEGABYTES;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, room / megabytes));
    }

    /**
     * What was cut of the next image.
     *
     * @throws UserException where the heap has no room for it
     * @throws CancelledException where this thread was interrupted
     * @throws java.util.NoSuchElementException where there is no further image
     */
    Cutter.Cuts next() {
        while (waiting.hasNext() && pending.size() < ahead) {
            SourceImage source = waiting.next();
            FutureTask<Cutter.Cuts> task = new FutureTask<>(() -> cutter.cut(source));
            executor.execute(task);
            pending.add(new Pending(source, task));
        }
        return await(pending.remove());
    }

    private static Cutter.Cuts await(Pending next) {
        try {
            return next.task().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new UserException(
                        "The heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB has no room for the image "
                                + next.source().name() + ". Give Maven more, such as MAVEN_OPTS=-Xmx1g, or set"
                                + " singan.extract.threads=1.",
                        e);
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
