package dev.singan.tensor.file;

import dev.singan.base.Limits;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Pickle.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of {@code torch.save}: the zip format (PyTorch 1.6 and later), the one before it and the tar of the first. A {@code .pth} file is a
 * program for Python's pickle machine; this reader knows tensors (of any device), numbers, text, lists and dictionaries, and
 * refuses a file that asks for anything else, naming it. Numbers become float32.
 */
public final class PthReader {
    /** The most values of lists and dictionaries one inside the other. */
    static final int DEEPEST = 32;

    /** Values at most of a tensor that shows those of its storage more than once ({@code expand}): what a few bytes may ask for. */
    static final int MOST_REPEATED = 1 << 24;

    private final Path file;
    private final long fileBytes;
    private final TorchArchive archive;
    private long values;
    private long goneThrough;
    private final Map<Object, Object> converted = new IdentityHashMap<>();

    private PthReader(Path file, TorchArchive archive) throws IOException {
        this.file = file;
        this.fileBytes = Files.size(file);
        this.archive = archive;
    }

    /**
     * Reads a state dictionary: tensors by name, in the file's order; see {@link StateDictionary}.
     *
     * @throws UserException where the file is damaged, asks for anything but what is listed above, or is no state dictionary
     */
    public static Map<String, Tensor> readTensors(Path file) throws IOException {
        return StateDictionary.of(file, read(file)).tensors();
    }

    /**
     * Reads a value: {@link Tensor}, {@code Map}, {@code List} (lists and tuples), {@code String}, {@code Long}, {@code Double},
     * {@code Boolean} or null.
     *
     * @throws UserException where the file is damaged or asks for anything else
     */
    public static @Nullable Object read(Path file) throws IOException {
        Limits.requireRegular(file, "the file of weights");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                TorchArchive archive = TorchArchive.open(file, channel)) {
            return new PthReader(file, archive).convert(archive.value(), 0);
        } catch (RefusedException | ZipException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (EOFException e) {
            throw unreadable(file, "it ends before an entry that it names", e);
        }
    }

    private static UserException unreadable(Path file, String why, Exception cause) {
        return new UserException(
                file + " cannot be read: " + why
                        + ". Give a file of tensors saved by torch.save, or a .safetensors file.",
                cause);
    }

    private @Nullable Object convert(@Nullable Object value, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new RefusedException("its lists are nested more than " + DEEPEST + " times");
        }
        if (value instanceof TorchObjects.OldTensor old) {
            return convert(old.view(), depth);
        }
        if (value instanceof Pickle.View || value instanceof Map || value instanceof List) {
            Object known = converted.get(value);
            if (known == null) {
                known = make(value, depth);
                converted.put(value, known);
            }
            return known;
        }
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean) {
            return value;
        }
        throw new RefusedException("it holds a " + value.getClass().getSimpleName() + " by itself");
    }

    private Object make(Object value, int depth) throws IOException {
        if (value instanceof Pickle.View view) {
            return tensor(view);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(convert(item, depth + 1));
            }
            return Collections.unmodifiableList(items);
        }
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            entries.put(entry.getKey(), convert(entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(entries);
    }

    private Tensor tensor(Pickle.View view) throws IOException {
        long[] shape = view.shape();
        long[] strides = view.strides();
        long count = 1;
        long last = view.offset();
        long stored = view.storage().count();
        // So small that no sum and no product of what follows leaves 64 bits.
        if (strides.length != shape.length || last < 0 || last > stored || stored > Limits.STORED_VALUES) {
            throw new RefusedException("it has a tensor of damaged shape");
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 || strides[i] < 0 || shape[i] > Integer.MAX_VALUE || strides[i] > Integer.MAX_VALUE) {
                throw new RefusedException("it has a tensor of damaged shape");
            }
            count *= shape[i];
            last += Math.max(0, shape[i] - 1) * strides[i];
            if (count > Math.max(view.storage().count(), MOST_REPEATED) || last < 0) {
                throw new RefusedException("it has a tensor of more values than its storage has");
            }
        }
        if (count > 0 && last >= view.storage().count()) {
            throw new RefusedException("it has a tensor that reaches beyond its storage");
        }
        requireRoom(view, count, count == 0 ? 0 : last - view.offset() + 1);
        float[] data = new float[(int) count];
        if (count > 0) {
            gather(
                    archive.values(view.storage(), view.offset(), (int) (last - view.offset() + 1)),
                    shape,
                    strides,
                    data);
        }
        int[] extents = new int[shape.length];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = (int) shape[i];
        }
        return new Tensor(extents, data);
    }

    /** Holds what tensors take against the file's size and the heap, and what is read for them against both. */
    private void requireRoom(Pickle.View view, long count, long range) {
        values += count;
        int bytes = view.storage().type().bytes();
        goneThrough += (view.offset() + range) * bytes;
        if (values > MOST_REPEATED + Limits.VALUES_PER_BYTE * fileBytes) {
            throw new RefusedException(
                    "its tensors have more than " + values + " values, too many for " + fileBytes + " bytes");
        }
        if (goneThrough > Limits.GONE_THROUGH + Limits.PASSES * fileBytes) {
            throw new RefusedException("its tensors go through the same numbers again and again");
        }
        if (range > Integer.MAX_VALUE / Math.max(Float.BYTES, bytes) - Long.BYTES) {
            throw new RefusedException("it has a tensor of " + range * bytes + " bytes");
        }
        Limits.requireHeap(file, Float.BYTES * (values + range) + range * bytes);
    }

    /** Lays numbers at strides out in row-major order. */
    private static void gather(float[] stored, long[] shape, long[] strides, float[] data) {
        long[] index = new long[shape.length];
        int at = 0;
        for (int i = 0; i < data.length; i++) {
            data[i] = stored[at];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += (int) strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= (int) (index[axis] * strides[axis]);
                index[axis] = 0;
            }
        }
    }
}
