package dev.singan.base;

/**
 * Where long work reports to. Implementations are thread-safe. The work tells what it does; how often a line is printed,
 * percent and time left are the implementation's affair.
 */
public interface Progress {
    /** Reports to nobody and is never cancelled. */
    Progress NONE = new Progress() {
        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    /**
     * Tells how far a task is.
     *
     * @param task the task's name as the user shall read it, such as {@code SinGAN 17}
     * @param done units of work that are done, from 0 to total
     * @param total units of work in all; the unit is the task's own, as long as it is proportional to time
     */
    void advance(String task, long done, long total);

    /** Passes on a line for the user. */
    void info(String message);

    /** Passes on a warning for the user. */
    void warn(String message);

    /**
     * Called by the work between units of it.
     *
     * @throws CancelledException where the work shall stop
     */
    default void checkCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException();
        }
    }
}
