package dev.singan.tensor.exact.team;

/** The threads that share an engine's work, each with its own scratch. Who does what never changes a result. */
public final class Team implements AutoCloseable {
    /** Part of a piece of work. */
    public interface Task {
        void run(int number, Room room);
    }

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
