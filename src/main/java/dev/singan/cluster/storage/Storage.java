package dev.singan.cluster.storage;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import dev.singan.base.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files by the hash of their content, and short records by name. A file is written under a name of its own and moved into place when it is
 * whole, so that two who write the same at the same time do no harm; what is in place is never changed.
 */
public final class Storage implements AutoCloseable {
    private static final String FILES = "files";
    private static final String INCOMING = "incoming";

    private final FileSystem system;
    private final Path root;

    private Storage(FileSystem system, Path root) {
        this.system = system;
        this.root = root;
    }

    /**
     * Opens a storage, and makes its folder where there is none.
     *
     * @param address {@code singan.cluster.storage}
     * @param configuration Hadoop's, as Spark makes it
     * @throws UserException where there is no such file system, or it cannot be written
     */
    public static Storage open(String address, Configuration configuration) {
        try {
            Path root = new Path(address);
            // Checksums in files of their own beside each file are Hadoop's for local folders; hashes serve here.
            configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
            FileSystem system = FileSystem.newInstance(root.toUri(), configuration);
            Storage storage = new Storage(system, root);
            if (!system.mkdirs(storage.path(INCOMING)) || !system.mkdirs(storage.path(FILES))) {
                throw new IOException("its folder could not be made");
            }
            return storage;
        } catch (IOException | RuntimeException e) {
            throw new UserException(
                    "singan.cluster.storage=" + address + " cannot be used (" + e.getMessage()
                            + "): it must be a folder that this machine and every executor can write, at one address",
                    e);
        }
    }

    /** Puts a file's content in, unless it is there; tells its hash. */
    public String put(java.nio.file.Path file) throws IOException {
        String hash = Hashes.sha256(file);
        Path place = place(hash);
        if (!system.exists(place)) {
            try (InputStream in = Files.newInputStream(file)) {
                move(write(in, hash, file.toString()), place);
            }
        }
        return hash;
    }

    /** Puts all whole files of a folder in, in the order in which they were written. */
    public List<StoredFile> putFolder(java.nio.file.Path folder) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (FileState file : FileState.list(folder)) {
            files.add(new StoredFile(file.name(), put(folder.resolve(file.name())), file.size()));
        }
        return files;
    }

    private Path write(InputStream in, String hash, String name) throws IOException {
        Path partial = path(INCOMING + "/" + UUID.randomUUID());
        DigestInputStream digested = new DigestInputStream(in, Hashes.digest());
        try (OutputStream out = system.create(partial, false)) {
            digested.transferTo(out);
        }
        if (!hash(digested).equals(hash)) {
            system.delete(partial, false);
            throw new IOException(name + " was changed while it was read");
        }
        return partial;
    }

    private void move(Path partial, Path place) throws IOException {
        system.mkdirs(place.getParent());
        if (!system.rename(partial, place)) {
            system.delete(partial, false); // another one was faster
            if (!system.exists(place)) {
                throw new IOException("the storage did not take " + place);
            }
        }
    }

    /** Gets a file, whole or not at all. */
    public void get(StoredFile file, java.nio.file.Path to) throws IOException {
        try (InputStream in = system.open(place(file.sha256()))) {
            DigestInputStream digested = new DigestInputStream(in, Hashes.digest());
            AtomicFiles.write(to, out -> {
                digested.transferTo(out);
                if (!hash(digested).equals(file.sha256())) {
                    throw new IOException("the storage's " + place(file.sha256()) + " is damaged: delete that file");
                }
            });
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "the storage has no " + place(file.sha256()) + ", the content of " + file.name()
                            + ": singan.cluster.storage must be one folder for this machine and every executor, and"
                            + " nobody may empty it while a build runs",
                    e);
        }
    }

    /** A record; empty where there is none. */
    public Optional<String> read(String name) throws IOException {
        try (InputStream in = system.open(path(name))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Writes a record, in place of the one that is there. */
    public void write(String name, String text) throws IOException {
        Path partial = path(INCOMING + "/" + UUID.randomUUID());
        try (OutputStream out = system.create(partial, false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        delete(name);
        move(partial, path(name));
    }

    /** Deletes a record, where there is one. */
    public void delete(String name) throws IOException {
        system.delete(path(name), false);
    }

    /** Gives back what the file system holds. */
    @Override
    public void close() throws IOException {
        system.close();
    }

    private static String hash(DigestInputStream read) {
        return HexFormat.of().formatHex(read.getMessageDigest().digest());
    }

    private Path place(String hash) {
        return path(FILES + "/" + hash.substring(0, 2) + "/" + hash);
    }

    private Path path(String name) {
        return new Path(root, name);
    }
}
