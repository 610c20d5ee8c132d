package dev.singan.worker;

/** Thrown where a worker process died, or its job failed by a defect; the message says how, and where its log is. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerException(String message) {
        super(message);
    }
}
