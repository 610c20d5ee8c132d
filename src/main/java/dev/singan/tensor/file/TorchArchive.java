package dev.singan.tensor.file;

import dev.singan.base.Limits;
import dev.singan.tensor.file.Pickle.RefusedException;
import dev.singan.tensor.file.Pickle.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The containers of {@code torch.save}: a pickled value, and the storages to which its tensors refer. */
abstract class TorchArchive implements AutoCloseable {
    /** The most bytes that the pickled value may have; that of a ResNet50 has 40 thousand. */
    static final int LARGEST_PICKLE = Limits.PICKLE;

    /** The number that the format before the zip one starts with, pickled by itself. */
    private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private static final int LONGEST_MAGIC = 64;

    /** Opens a file by its first bytes. */
    static TorchArchive open(Path file, FileChannel channel) throws IOException {
        ByteBuffer start = read(channel, 0, (int) Math.min(LONGEST_MAGIC, channel.size()));
        if (start.remaining() >= 2 && start.get(0) == 'P' && start.get(1) == 'K') {
            return new Zip(file);
        }
        if (isLegacy(start)) {
            return new Legacy(channel);
        }
        if (TorchTar.isOne(channel)) {
            return new TorchTar(channel);
        }
        throw new RefusedException(
                "it is not a file of torch.save (neither a zip nor one of the two formats before it)");
    }

    private static boolean isLegacy(ByteBuffer start) {
        try {
            return LEGACY_MAGIC.equals(Pickle.read(start));
        } catch (RefusedException e) {
            return false;
        }
    }

    /** The pickled value. */
    abstract @Nullable Object value() throws IOException;

    /** Numbers of a storage, from one on. */
    abstract float[] values(Storage storage, long from, int count) throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** Numbers of a storage whose place in the file is known. */
    static float[] values(FileChannel channel, Map<String, Long> positions, Storage storage, long from, int count)
            throws IOException {
        Long start = positions.get(storage.key());
        if (start == null) {
            throw new RefusedException("the numbers of its storage " + storage.key() + " are missing");
        }
        int length = byteLength(storage, count);
        return decode(
                storage.type(), read(channel, start + from * storage.type().bytes(), length), count);
    }

    private static float[] decode(TensorType type, ByteBuffer bytes, int count) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = type.next(bytes);
        }
        return values;
    }

    static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new RefusedException("it ends in the middle of its numbers");
            }
        }
        return buffer.flip();
    }

    private static int byteLength(Storage storage, int count) {
        long length = (long) count * storage.type().bytes();
        if (length > Integer.MAX_VALUE - 8) {
            throw new RefusedException("it has a tensor of " + length + " bytes");
        }
        return (int) length;
    }

    /** {@code NAME/data.pkl} and {@code NAME/data/KEY}. */
    private static final class Zip extends TorchArchive {
        private final ZipFile zip;

        Zip(Path file) throws IOException {
            this.zip = new ZipFile(file.toFile());
        }

        private ZipEntry pickle() {
            return zip.stream()
                    .filter(e -> e.getName().endsWith("/data.pkl"))
                    .findFirst()
                    .map(ZipEntry.class::cast)
                    .orElseThrow(() -> new RefusedException("it is a zip file without data.pkl"));
        }

        private String root() {
            String name = pickle().getName();
            return name.substring(0, name.length() - "data.pkl".length());
        }

        @Override
        @Nullable
        Object value() throws IOException {
            requireLittleEndian();
            try (InputStream in = zip.getInputStream(pickle())) {
                byte[] bytes = in.readNBytes(LARGEST_PICKLE + 1);
                if (bytes.length > LARGEST_PICKLE) {
                    throw new RefusedException("its data.pkl has more than " + LARGEST_PICKLE + " bytes");
                }
                return Pickle.read(ByteBuffer.wrap(bytes));
            }
        }

        private void requireLittleEndian() throws IOException {
            ZipEntry order = zip.getEntry(root() + "byteorder");
            if (order != null) {
                try (InputStream in = zip.getInputStream(order)) {
                    String text = new String(in.readNBytes(16), StandardCharsets.US_ASCII).strip();
                    if (!text.equals("little")) {
                        throw new RefusedException("its byte order is '" + text + "', expected 'little'");
                    }
                }
            }
        }

        @Override
        float[] values(Storage storage, long from, int count) throws IOException {
            ZipEntry entry = zip.getEntry(root() + "data/" + storage.key());
            int length = byteLength(storage, count);
            long skip = from * storage.type().bytes();
            if (entry == null || entry.getSize() < skip + length) {
                throw new RefusedException("the numbers of its storage " + storage.key() + " are missing");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                in.skipNBytes(skip);
                byte[] bytes = in.readNBytes(length);
                if (bytes.length < length) {
                    throw new RefusedException("the numbers of its storage " + storage.key() + " end early");
                }
                return decode(storage.type(), ByteBuffer.wrap(bytes), count);
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** Five pickled values (magic number, version, system, value, keys of storages), then count and numbers of each storage. */
    private static final class Legacy extends TorchArchive {
        private final FileChannel channel;
        private final Map<String, Long> positions = new HashMap<>();
        private final Map<String, Storage> storages = new HashMap<>();
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Legacy(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        @Nullable
        Object value() throws IOException {
            ByteBuffer head = read(channel, 0, (int) Math.min(LARGEST_PICKLE, channel.size()));
            Pickle.read(head);
            Pickle.read(head);
            Pickle.read(head);
            Object value = Pickle.read(head);
            Object keys = Pickle.read(head);
            collect(value, 0);
            if (!(keys instanceof List<?> list)) {
                throw new RefusedException("it has no list of storages");
            }
            long at = head.position();
            for (Object key : list) {
                at = place(key, at);
            }
            return value;
        }

        /** The storages' types are told by the tensors that refer to them. */
        private void collect(@Nullable Object value, int depth) {
            if (depth > PthReader.DEEPEST) {
                throw new RefusedException("its lists are nested more than " + PthReader.DEEPEST + " times");
            }
            if (value instanceof TorchObjects.OldTensor old) {
                collect(old.view(), depth);
            } else if (value instanceof Pickle.View view) {
                Storage other = storages.put(view.storage().key(), view.storage());
                if (other != null && !other.equals(view.storage())) {
                    throw new RefusedException("its storage " + other.key() + " has two types");
                }
            } else if (value instanceof Map<?, ?> map && seen.add(map)) {
                map.values().forEach(item -> collect(item, depth + 1));
            } else if (value instanceof List<?> list && seen.add(list)) {
                list.forEach(item -> collect(item, depth + 1));
            }
        }

        private long place(@Nullable Object key, long at) throws IOException {
            Storage storage = storages.get(key);
            if (storage == null || at > channel.size() - Long.BYTES) {
                throw new RefusedException("its storage " + key + " is missing or belongs to no tensor");
            }
            long count =
                    read(channel, at, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (count != storage.count()) {
                throw new RefusedException(
                        "its storage " + key + " has " + count + " numbers, expected " + storage.count());
            }
            long start = at + Long.BYTES;
            if (count < 0 || count > (channel.size() - start) / storage.type().bytes()) {
                throw new RefusedException("it ends in the middle of storage " + key);
            }
            positions.put(storage.key(), start);
            return start + count * storage.type().bytes();
        }

        @Override
        float[] values(Storage storage, long from, int count) throws IOException {
            return values(channel, positions, storage, from, count);
        }

        @Override
        public void close() {}
    }
}
