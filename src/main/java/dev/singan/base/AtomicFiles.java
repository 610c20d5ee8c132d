package dev.singan.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are either whole or not there: each is written beside its place and moved when it is complete. */
public final class AtomicFiles {
    /** The suffix of a file that is still being written; such a file may be deleted by anyone who finds it later. */
    public static final String PARTIAL_SUFFIX = ".partial";

    private AtomicFiles() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Writer {
        /** @param out where to; the caller closes it */
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file, and makes its folder where there is none. */
    public static void write(Path file, Writer writer) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + PARTIAL_SUFFIX);
        try {
            try (OutputStream out = new BufferedOutputStream(create(partial), 1 << 16)) {
                writer.write(out);
            }
            force(partial);
            move(partial, target);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    /** Writes text in UTF-8. */
    public static void writeString(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A file of its own: what lies there was left by a killed run, or is a link that somebody planted to have another file overwritten. */
    private static OutputStream create(Path partial) throws IOException {
        Files.deleteIfExists(partial);
        return Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
