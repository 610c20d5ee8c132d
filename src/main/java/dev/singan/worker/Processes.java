package dev.singan.worker;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.TimeUnit;

/** Ends processes that this library has started. */
public final class Processes {
    private Processes() {}

    /**
     * Ends a process: its standard input closes, on which it ends itself; one that does not is killed.
     *
     * @param in its standard input
     * @param graceSeconds how long it has for that
     */
    public static void end(Process process, Writer in, int graceSeconds) {
        try {
            in.close();
        } catch (IOException e) {
            process.destroy(); // it is gone already, or will be
        }
        try {
            if (!process.waitFor(graceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
