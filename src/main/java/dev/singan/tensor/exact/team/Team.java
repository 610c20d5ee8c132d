package dev.singan.tensor.exact.team;

import java.util.concurrent.atomic.AtomicInteger;

/** The threads that share an engine's work, each with its own scratch. Who does what never changes a result. */
public final class Team implements AutoCloseable {
    /** Part of a piece of work. */
    public interface Task {
        void run(int number, Room room);
    }

    /** In place of a number: a part failed, and none after it is done. */
    private static final int FAILED = -1;

    private final Room[] rooms;
    private final Crew crew;

    public Team(int threads) {
        rooms = new Room[threads];
        for (int t = 0; t < threads; t++) {
            rooms[t] = new Room();
        }
        crew = new Crew(threads);
    }

    public int threads() {
        return rooms.length;
    }

    /** Runs tasks 0 to {@code count} − 1; a thread takes every so manieth, in ascending order. */
    public void run(int count, Task task) {
        if (rooms.length == 1 || count == 1) {
            for (int i = 0; i < count; i++) {
                task.run(i, rooms[0]);
            }
        } else {
            crew.run(Math.min(count, rooms.length), thread -> share(thread, count, task));
        }
    }

    /**
     * The same, with a second part of each piece of work that is done one at a time, in ascending order.
     *
     * @param inTurn the second part
     */
    public void run(int count, Task task, Task inTurn) {
        AtomicInteger turn = new AtomicInteger();
        run(count, (number, room) -> {
            boolean done = false;
            try {
                task.run(number, room);
                if (await(turn, number)) {
                    inTurn.run(number, room);
                    // Not where another part has failed meanwhile.
                    done = turn.compareAndSet(number, number + 1);
                }
            } finally {
                if (!done) {
                    turn.set(FAILED);
                }
            }
        });
    }

    /** Threads take the numbers in ascending order, so that the one whose turn it is never waits. False where a part before has failed. */
    private static boolean await(AtomicInteger turn, int number) {
        int now = turn.get();
        while (now != number && now != FAILED) {
            Thread.onSpinWait();
            now = turn.get();
        }
        return now != FAILED;
    }

    private void share(int thread, int count, Task task) {
        for (int i = thread; i < count; i += rooms.length) {
            task.run(i, rooms[thread]);
        }
    }

    @Override
    public void close() {
        crew.close();
    }
}
