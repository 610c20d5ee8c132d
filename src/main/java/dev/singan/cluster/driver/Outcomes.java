package dev.singan.cluster.driver;

import dev.singan.base.FileTree;
import dev.singan.base.Hashes;
import dev.singan.cluster.storage.FileState;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
import dev.singan.cluster.task.TaskOutcome;
import dev.singan.cluster.task.TaskSpec;
import dev.singan.worker.Message;
import dev.singan.worker.MessageWriter;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Brings outcomes back: files to where the task was to write them, then the word that it is done. */
final class Outcomes {
    private final Storage storage;
    private final MessageWriter messages;

    Outcomes(Storage storage, MessageWriter messages) {
        this.storage = storage;
        this.messages = messages;
    }

    /** Takes an outcome; false where it is a failure. */
    boolean take(WorkerTask task, TaskSpec spec, TaskOutcome outcome) throws IOException {
        outcome.notes().forEach(messages::send);
        boolean done = outcome.end().type() == Message.Type.DONE;
        if (done) {
            bring(outcome, Objects.requireNonNull(task.files()).output());
            storage.delete(spec.outcome());
            storage.delete(spec.checkpoint());
        }
        messages.send(outcome.end());
        return done;
    }

    /** In the order in which the job wrote them, so that a part of them is what a job that was interrupted leaves; then the rest goes. */
    private void bring(TaskOutcome outcome, Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        for (StoredFile file : outcome.files()) {
            names.add(file.name());
            Path place = folder.resolve(file.name()).normalize();
            if (!place.startsWith(folder)) {
                throw new IOException(file.name() + " lies outside of its folder");
            }
            if (!isThere(place, file)) {
                storage.get(file, place);
            }
        }
        for (FileState there : FileState.list(folder)) {
            if (!names.contains(there.name())) {
                FileTree.delete(folder.resolve(there.name()));
            }
        }
    }

    private static boolean isThere(Path place, StoredFile file) throws IOException {
        return Files.isRegularFile(place)
                && Files.size(place) == file.size()
                && Hashes.sha256(place).equals(file.sha256());
    }
}
