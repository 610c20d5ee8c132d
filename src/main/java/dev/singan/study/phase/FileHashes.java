package dev.singan.study.phase;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of files' contents, remembered by path, size and time of change, so that a folder of many gigabytes is read
 * once. A file that changed less than two seconds before it was hashed is not remembered: it could change again within
 * the clock's grain. Thread-safe.
 */
public final class FileHashes {
    private static final long GRAIN_MILLIS = 2000;
    private static final TypeReference<Map<String, Entry>> ENTRIES = new TypeReference<>() {};

    private final Path cache;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private FileHashes(Path cache) {
        this.cache = cache;
    }

    /** What is remembered of a file. */
    record Entry(long size, long modified, String sha256) {}

    /**
     * Opens the memory; one that cannot be read counts as empty, as nothing is lost with it but time.
     *
     * @param cache the file of the memory, which need not exist
     * @param rehash whether what is remembered shall be forgotten
     */
    public static FileHashes open(Path cache, boolean rehash) {
        FileHashes hashes = new FileHashes(cache);
        if (!rehash && Files.isRegularFile(cache)) {
            try {
                hashes.entries.putAll(Json.mapper().readValue(cache.toFile(), ENTRIES));
            } catch (IOException e) {
                hashes.changed = true;
            }
        }
        return hashes;
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
