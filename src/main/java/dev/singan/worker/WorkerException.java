package dev.singan.worker;

/** Thrown where a worker process died, or its job failed by a defect; the message says how, and where its log is. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    /** A failure that would come again. */
    public WorkerException(String message) {
        this(message, false);
    }

    WorkerException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /** Whether another try may end well: where the process was killed or crashed, rather than its job failed. */
    public boolean retriable() {
        return retriable;
    }
}
