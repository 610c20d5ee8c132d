package dev.singan.base;

/** Thrown where work stops because its caller asked for it; nothing half-written is left. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
