package dev.singan.base;

/**
 * An error that the user can mend. The message names the file, row, tag or property, the value seen, what was expected
 * and the edit or command that mends it; it is shown without a stack trace.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one or two sentences: what is wrong, and how to mend it */
    public UserException(String message) {
        super(message);
    }

    /**
     * @param message one or two sentences: what is wrong, and how to mend it
     * @param cause what was caught
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
