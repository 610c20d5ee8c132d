package dev.singan.cluster.task;

import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.cluster.storage.FileState;
import dev.singan.cluster.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings the output folder of a task that runs into the storage, as it is at one moment: a training that was interrupted at that moment
 * goes on from there.
 */
final class CheckpointTravel {
    private final Storage storage;
    private final String record;
    private final Path folder;
    private final long interval;
    private List<FileState> sent;
    private long last = System.nanoTime();

    /**
     * @param record the checkpoint's name in the storage
     * @param folder the output folder
     * @param seconds between two travels
     */
    CheckpointTravel(Storage storage, String record, Path folder, int seconds) throws IOException {
        this.storage = storage;
        this.record = record;
        this.folder = folder;
        this.interval = seconds * 1_000_000_000L;
        this.sent = FileState.list(folder);
    }

    /** Sends what is there, where the interval is over and something has changed. */
    void travelIfDue() throws IOException {
        if (System.nanoTime() - last >= interval) {
            try {
                if (travel(FileState.list(folder))) {
                    last = System.nanoTime();
                }
            } catch (NoSuchFileException replaced) {
                // while it was looked at: the next look will see the new one
            }
        }
    }

    /** False where the files changed meanwhile. */
    private boolean travel(List<FileState> now) throws IOException {
        if (now.equals(sent) || now.isEmpty()) {
            return true;
        }
        Path snapshot = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "snapshot-");
        try {
            if (!link(now, snapshot)) {
                return false;
            }
            storage.write(record, Json.line(storage.putFolder(snapshot)));
            sent = now;
            return true;
        } finally {
            FileTree.delete(snapshot);
        }
    }

    /** Takes the files as they are; false where one was replaced meanwhile, so that they may not be of one moment. */
    private boolean link(List<FileState> files, Path snapshot) throws IOException {
        for (FileState file : files) {
            Path place = snapshot.resolve(file.name());
            Files.createDirectories(place.getParent());
            Files.createLink(place, folder.resolve(file.name()));
        }
        return FileState.list(folder).equals(files);
    }
}
