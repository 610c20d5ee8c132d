package dev.singan.cluster.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.cluster.storage.StoredFile;
import dev.singan.worker.Message;
import java.util.List;

/**
 * How a task ended that will not be tried again.
 *
 * @param end what its job returned, or why it failed
 * @param notes lines for the user
 * @param files what its output folder holds, in the order in which it was written
 */
public record TaskOutcome(Message end, List<Message> notes, List<StoredFile> files) {
    public TaskOutcome {
        notes = List.copyOf(notes);
        files = List.copyOf(files);
    }

    static TaskOutcome done(String task, JsonNode result, List<Message> notes, List<StoredFile> files) {
        return new TaskOutcome(Message.done(task, result), notes, files);
    }

    static TaskOutcome failed(Message.Type type, String text, List<Message> notes) {
        return new TaskOutcome(Message.text(type, text), notes, List.of());
    }

    /** Reads what {@link Json#line} has written. */
    public static TaskOutcome parse(String text) throws java.io.IOException {
        return Json.mapper().readValue(text, TaskOutcome.class);
    }
}
