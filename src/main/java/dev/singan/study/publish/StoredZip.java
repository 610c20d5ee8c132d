package dev.singan.study.publish;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zip files that are the same bytes for the same content, on every machine: entries in the order of their names, one fixed local time,
 * nothing compressed (images and weights hardly get smaller, and versions of zlib differ in their output).
 */
final class StoredZip {
    /** The first day that every reader of zip files can show, whatever its time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final SortedMap<String, Content> entries = new TreeMap<>();

    /** The bytes of an entry, read when they are needed. */
    @FunctionalInterface
    interface Content {
        byte[] read() throws IOException;
    }

    void add(String name, Content content) {
        if (entries.put(name, content) != null) {
            throw new IllegalArgumentException("two entries " + name);
        }
    }

    /** SHA-256 by name. */
    SortedMap<String, String> hashes() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, Content> entry : entries.entrySet()) {
            hashes.put(entry.getKey(), Hashes.sha256(entry.getValue().read()));
        }
        return hashes;
    }

    /** Writes the file, atomically. */
    void write(Path file) throws IOException {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Content> entry : entries.entrySet()) {
                store(zip, entry.getKey(), entry.getValue().read());
            }
            zip.finish();
        });
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
