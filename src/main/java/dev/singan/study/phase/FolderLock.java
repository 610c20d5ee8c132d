package dev.singan.study.phase;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second build off a working folder. The operating system drops the lock with the process, however that ends.
 * The file's first byte is what is locked; the text behind it says who holds it.
 */
public final class FolderLock implements AutoCloseable {
    private static final long POLL_MILLIS = 500;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a working folder.
     *
     * @param folder which; made where there is none
     * @param holder who locks it, for the message to others
     * @param patience how long to wait for another holder
     * @throws UserException where another holder keeps it for longer; the message says who
     */
    public static FolderLock acquire(WorkFolder folder, String holder, Duration patience, Progress progress)
            throws IOException {
        Files.createDirectories(folder.root());
        Instant end = Instant.now().plus(patience);
        boolean told = false;
        while (true) {
            @Nullable FolderLock lock = tryAcquire(folder.lock(), holder);
            if (lock != null) {
                return lock;
            }
            String other = holder(folder.lock());
            if (Instant.now().isAfter(end)) {
                throw new UserException("The working folder " + folder.root() + " is in use by " + other
                        + ": wait for it to end, or give this build a folder of its own with -Dsingan.workDirectory=…");
            }
            if (!told) {
                progress.info("Waiting for the working folder " + folder.root() + ", in use by " + other);
                told = true;
            }
            pause(progress);
        }
    }

    private static @Nullable FolderLock tryAcquire(Path file, String holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock(0, 1, false);
            if (lock != null && Files.exists(file)) {
                channel.truncate(1);
                channel.write(ByteBuffer.wrap((" " + holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // another thread of this process holds it: the same as another process
        }
        channel.close();
        return null;
    }

    /** Who wrote its name last; only of use while the lock is taken. */
    private static String holder(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer text = ByteBuffer.allocate(1024);
            channel.read(text, 1);
            String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
            return holder.isEmpty() ? "another build" : holder;
        } catch (IOException e) {
            return "another build";
        }
    }

    private static void pause(Progress progress) {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        progress.checkCancelled();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
