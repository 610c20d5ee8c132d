package dev.singan.tensor.file;

import dev.singan.tensor.file.Pickle.RefusedException;
import dev.singan.tensor.file.Pickle.Storage;
import dev.singan.tensor.file.Pickle.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first container of {@code torch.save}, of January 2017: a tar of {@code storages} (pickled key, device and type, then
 * count and numbers), {@code tensors} (pickled key, storage and type, then number of axes, extents, strides and offset) and
 * {@code pickle}, a value that refers to the tensors by their keys.
 */
final class TorchTar extends TorchArchive {
    private static final int BLOCK = 512;
    private static final int MOST_AXES = 64;

    private final FileChannel channel;
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<Object, Storage> storages = new HashMap<>();
    private final Map<String, View> tensors = new HashMap<>();

    TorchTar(FileChannel channel) throws IOException {
        this.channel = channel;
        long at = 0;
        while (at + BLOCK <= channel.size()) {
            ByteBuffer header = read(channel, at, BLOCK);
            String name = text(header, 0, 100);
            if (name.isEmpty()) {
                break;
            }
            long length = octal(text(header, 124, 12));
            if (length < 0) {
                throw new RefusedException("it is a tar archive with a damaged header");
            }
            starts.put(name, at + BLOCK);
            lengths.put(name, length);
            at += BLOCK + (length + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    /** Whether a file is a tar archive (POSIX or GNU). */
    static boolean isOne(FileChannel channel) throws IOException {
        return channel.size() >= BLOCK && text(read(channel, 0, BLOCK), 257, 5).equals("ustar");
    }

    @Override
    @Nullable
    Object value() throws IOException {
        readStorages();
        readTensors();
        return Pickle.read(pickle(starts.getOrDefault("pickle", -1L), end("pickle")), this::tensor);
    }

    private View tensor(@Nullable Object key) {
        View view = tensors.get(String.valueOf(key));
        if (view == null) {
            throw new RefusedException("it refers to the tensor " + key + ", which is not there");
        }
        return view;
    }

    private void readStorages() throws IOException {
        Cursor in = new Cursor("storages");
        for (long left = in.count(); left > 0; left--) {
            List<@Nullable Object> entry = Pickle.list(in.value());
            long count = in.longs(1)[0];
            Object id = entry.size() == 3 ? entry.get(0) : null;
            Storage storage =
                    new Storage(TorchObjects.type(id == null ? null : entry.get(2)), String.valueOf(id), count);
            if (id == null
                    || count < 0
                    || count > (in.end - in.at) / storage.type().bytes()) {
                throw new RefusedException("it ends in the middle of storage " + id);
            }
            storages.put(id, storage);
            positions.put(storage.key(), in.at);
            in.at += count * storage.type().bytes();
        }
        if (!Pickle.list(in.value()).isEmpty()) {
            throw new RefusedException("it shares storages between views");
        }
    }

    private void readTensors() throws IOException {
        Cursor in = new Cursor("tensors");
        for (long left = in.count(); left > 0; left--) {
            List<@Nullable Object> entry = Pickle.list(in.value());
            // Four bytes of the number of axes are followed by four of nothing.
            int axes = (int) in.longs(1)[0];
            Storage storage = entry.size() < 2 ? null : storages.get(entry.get(1));
            if (storage == null || axes < 0 || axes > MOST_AXES) {
                throw new RefusedException("it has a tensor without a storage, or of " + axes + " axes");
            }
            long[] shape = in.longs(axes);
            long[] strides = in.longs(axes);
            tensors.put(String.valueOf(entry.get(0)), new View(storage, in.longs(1)[0], shape, strides));
        }
    }

    private long end(String name) {
        Long start = starts.get(name);
        long end = start == null ? -1 : start + lengths.getOrDefault(name, 0L);
        if (start == null || end < start) {
            throw new RefusedException("it is a tar archive without '" + name + "'");
        }
        return end;
    }

    private ByteBuffer pickle(long at, long end) throws IOException {
        return read(channel, at, (int) Math.max(0, Math.min(LARGEST_PICKLE, end - at)));
    }

    private static String text(ByteBuffer header, int from, int length) {
        String text = new String(header.array(), from, length, StandardCharsets.ISO_8859_1);
        int zero = text.indexOf('\0');
        return (zero < 0 ? text : text.substring(0, zero)).strip();
    }

    private static long octal(String text) {
        try {
            return Long.parseLong(text, 8);
        } catch (NumberFormatException e) {
            throw new RefusedException("it is a tar archive with a damaged header");
        }
    }

    @Override
    float[] values(Storage storage, long from, int count) throws IOException {
        return values(channel, positions, storage, from, count);
    }

    @Override
    public void close() {}

    /** Reads a member piece by piece. */
    private final class Cursor {
        private static final int LARGEST_ENTRY = 1 << 12;

        private final long end;
        private long at;

        Cursor(String name) {
            end = end(name);
            at = starts.getOrDefault(name, end);
        }

        @Nullable
        Object value() throws IOException {
            ByteBuffer piece = pickle(at, Math.min(end, at + LARGEST_ENTRY));
            Object value = Pickle.read(piece);
            at += piece.position();
            return value;
        }

        long count() throws IOException {
            return Pickle.as(Long.class, value());
        }

        long[] longs(int n) throws IOException {
            if (end - at < (long) n * Long.BYTES) {
                throw new RefusedException("it ends in the middle of a tensor's extents");
            }
            ByteBuffer bytes = read(channel, at, n * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            at += (long) n * Long.BYTES;
            long[] values = new long[n];
            for (int i = 0; i < n; i++) {
                values[i] = bytes.getLong();
            }
            return values;
        }
    }
}
