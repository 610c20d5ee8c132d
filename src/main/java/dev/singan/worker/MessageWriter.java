package dev.singan.worker;

import dev.singan.base.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The standard output of a process whose lines are {@link Message}s. */
public final class MessageWriter {
    private final PrintStream out;

    private MessageWriter(PrintStream out) {
        this.out = out;
    }

    /** Takes this process's standard output for messages; all else that is printed goes to the standard error. */
    public static MessageWriter ofThisProcess() {
        PrintStream protocol = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        return new MessageWriter(protocol);
    }

    /** Sends a message. */
    public synchronized void send(Message message) {
        out.print(Json.line(message) + "\n");
        out.flush();
    }
}
