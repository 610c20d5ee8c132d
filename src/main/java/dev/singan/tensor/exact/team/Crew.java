package dev.singan.tensor.exact.team;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for thousands of short pieces of work per second: they look out for the next one for a while before they sleep, as waking
 * a sleeping thread takes longer than the work.
 */
final class Crew implements AutoCloseable {
    private static final int LOOKS = 20_000;

    private final Thread[] helpers;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private int members;
    private @Nullable IntConsumer work;
    private volatile @Nullable Throwable failure;

    /** @param threads the caller of {@link #run} among them */
    Crew(int threads) {
        helpers = new Thread[threads - 1];
        for (int t = 1; t < threads; t++) {
            int number = t;
            Thread helper = new Thread(() -> help(number), "exact-" + t);
            helper.setDaemon(true);
            helper.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            helpers[t - 1] = helper;
            helper.start();
        }
    }

    /** Runs a work as members 0 to {@code count} − 1 at the same time, and waits for all of them. */
    void run(int count, IntConsumer shared) {
        work = shared;
        members = count;
        failure = null;
        unfinished.set(helpers.length);
        round++;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        attempt(0, shared);
        while (unfinished.get() > 0) {
            Thread.onSpinWait();
        }
        if (failure != null) {
            throw new IllegalStateException("a thread of the exact engine failed: " + failure, failure);
        }
    }

    private void attempt(int number, IntConsumer shared) {
        try {
            shared.accept(number);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    private void help(int number) {
        int done = 0;
        while (true) {
            await(done);
            if (closed) {
                return;
            }
            done++;
            IntConsumer shared = work;
            if (number < members && shared != null) {
                attempt(number, shared);
            }
            unfinished.decrementAndGet();
        }
    }

    private void await(int done) {
        for (int look = 0; round == done && !closed; look++) {
            if (look < LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
