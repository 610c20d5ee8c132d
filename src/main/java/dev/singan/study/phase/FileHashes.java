package dev.singan.study.phase;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import dev.singan.base.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of files' contents, remembered by path, size and time of change, so that a folder of many gigabytes is read
 * once. A file that changed less than two seconds before it was hashed is not remembered: it could change again within
 * the clock's grain. Thread-safe.
 */
public final class FileHashes {
    private static final long GRAIN_MILLIS = 2000;

    private final Path cache;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private FileHashes(Path cache) {
        this.cache = cache;
    }

    /** What is remembered of a file. */
    record Entry(long size, long modified, String sha256) implements Checked {
        @Override
        public void check(Faults faults) {
            faults.range("size", size, 0, Long.MAX_VALUE);
            faults.sha256("sha256", sha256);
        }
    }

    /** Opens a memory without a word where it is damaged, as {@link #open(Path, boolean, Consumer)} does. */
    public static FileHashes open(Path cache, boolean rehash) {
        return open(cache, rehash, damage -> {});
    }

    /**
     * Opens the memory; one that cannot be read counts as empty, as nothing is lost with it but time.
     *
     * @param cache the file of the memory, which need not exist
     * @param rehash whether what is remembered shall be forgotten
     * @param warnings told where the memory is damaged
     */
    public static FileHashes open(Path cache, boolean rehash, Consumer<String> warnings) {
        FileHashes hashes = new FileHashes(cache);
        if (!rehash) {
            try {
                Records.findAll(cache, Entry.class, warnings).forEach((path, entry) -> {
                    if (isPath(path)) {
                        hashes.entries.put(path, entry);
                    }
                });
            } catch (IOException e) {
                warnings.accept(cache + " cannot be read: " + e.getMessage());
            }
            hashes.changed = hashes.entries.isEmpty() && Files.exists(cache);
        }
        return hashes;
    }

    private static boolean isPath(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The SHA-256 of a file's content. */
    public String hash(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        long modified = attributes.lastModifiedTime().toMillis();
        @Nullable Entry known = entries.get(path.toString());
        if (known != null && known.size == attributes.size() && known.modified == modified) {
            return known.sha256;
        }
        long now = System.currentTimeMillis();
        String hash = Hashes.sha256(path);
        changed = true;
        if (now - modified > GRAIN_MILLIS) {
            entries.put(path.toString(), new Entry(attributes.size(), modified, hash));
        } else {
            entries.remove(path.toString());
        }
        return hash;
    }

    /**
     * The hashes of a file, or of every file of a folder; marks of folders are no content.
     *
     * @param label how the path is named; a folder's files get their relative path behind it
     * @return by name; empty where there is nothing
     */
    public SortedMap<String, String> tree(String label, Path path) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        if (Files.isRegularFile(path)) {
            hashes.put(label, hash(path));
        } else if (Files.isDirectory(path)) {
            for (Path file : files(path)) {
                hashes.put(label + "/" + path.relativize(file).toString().replace('\\', '/'), hash(file));
            }
        }
        return hashes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(f -> !OwnFolder.isMark(f))
                    .sorted()
                    .toList();
        }
    }

    /** Keeps what was learnt, without the files that are gone. */
    public synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        for (Iterator<String> paths = entries.keySet().iterator(); paths.hasNext(); ) {
            if (!Files.exists(Path.of(paths.next()))) {
                paths.remove();
            }
        }
        try {
            Json.write(cache, new TreeMap<>(entries));
        } catch (NoSuchFileException e) {
            return; // the working folder was removed meanwhile, and the memory with it
        }
        changed = false;
    }
}
