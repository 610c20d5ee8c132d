package dev.singan.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line that a worker, or the driver of a cluster, writes to its standard output.
 *
 * @param type what it tells
 * @param task the name of what the work is at, for progress, and of what is done, of several tasks; else empty
 * @param done units that are done
 * @param total units in all
 * @param text a line for the user, or what went wrong
 * @param result what the job returned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
        Type type, @Nullable String task, long done, long total, @Nullable String text, @Nullable JsonNode result) {
    /** What a message tells. */
    public enum Type {
        PROGRESS,
        INFO,
        WARN,
        /** The job ended by an error that the user can mend. */
        USER_ERROR,
        /** The job ended by a defect; the text is its stack trace. */
        ERROR,
        /** The job ended, and this is its result. */
        DONE
    }

    /** How far a task is. */
    public static Message progress(String task, long done, long total) {
        return new Message(Type.PROGRESS, task, done, total, null, null);
    }

    /** A line, or an error. */
    public static Message text(Type type, String text) {
        return new Message(type, null, 0, 0, text, null);
    }

    /** The end of the only task. */
    static Message done(@Nullable Object result) {
        return done(null, result);
    }

    /** The end of one task of several. */
    public static Message done(@Nullable String task, @Nullable Object result) {
        return new Message(Type.DONE, task, 0, 0, null, Json.mapper().valueToTree(result));
    }

    /** The text, empty where there is none. */
    public String textOrEmpty() {
        return text == null ? "" : text;
    }

    /** Reads a line; empty where it is not a message, such as what native code prints. */
    public static Optional<Message> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readValue(line, Message.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
