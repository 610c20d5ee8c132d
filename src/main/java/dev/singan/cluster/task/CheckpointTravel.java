package dev.singan.cluster.task;

import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.cluster.storage.FolderFiles;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
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
    private List<FolderFiles.State> sent;
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
        this.sent = FolderFiles.list(folder);
    }

    /** Sends what is there, where the interval is over and something has changed. */
    void travelIfDue() throws IOException {
        if (System.nanoTime() - last < interval) {
            return;
        }
        last = System.nanoTime();
        List<FolderFiles.State> before = FolderFiles.list(folder);
        if (!before.equals(sent) && !before.isEmpty()) {
            Path snapshot = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "snapshot-");
            try {
                if (link(before, snapshot)) {
                    List<StoredFile> files = storage.putFolder(snapshot);
                    storage.write(record, Json.line(files));
                    sent = before;
                }
            } finally {
                FileTree.delete(snapshot);
            }
        }
    }

    /** Takes the files as they are; false where one was replaced meanwhile, so that they may not be of one moment. */
    private boolean link(List<FolderFiles.State> files, Path snapshot) throws IOException {
        try {
            for (FolderFiles.State file : files) {
                Path place = snapshot.resolve(file.name());
                Files.createDirectories(place.getParent());
                Files.createLink(place, folder.resolve(file.name()));
            }
        } catch (NoSuchFileException replaced) {
            return false;
        }
        return FolderFiles.list(folder).equals(files);
    }
}
