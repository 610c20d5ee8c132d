package dev.singan.tensor.file;

import dev.singan.base.Limits;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of Python's pickle protocols 0 to 5 that {@code torch.save} writes, and has written, for tensors in lists and
 * dictionaries. Nothing is ever made by its name: the names that may occur are listed in {@link TorchObjects}, and every other
 * one, and every other opcode, is refused.
 *
 * <p>Values become {@code Map} (dictionaries), {@code List} (lists and tuples), {@code String}, {@code Long}, {@code BigInteger},
 * {@code Double}, {@code Boolean}, null, and {@link View} for tensors whose numbers lie elsewhere in the file.
 */
final class Pickle {
    /** Numbers of one type, stored in the file under a key. */
    record Storage(TensorType type, String key, long count) {}

    /** A tensor: numbers of a storage from an offset on, at strides. */
    record View(Storage storage, long offset, long[] shape, long[] strides) {}

    /** The file asks for something that is not read; the message says what. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** The newest protocol there is, of Python 3.8. */
    private static final int NEWEST = 5;

    private final ByteBuffer in;
    private final Function<@Nullable Object, Object> persistent;
    private final PickleStack stack = new PickleStack();
    private final Map<Integer, @Nullable Object> memo = new HashMap<>();

    private Pickle(ByteBuffer in, Function<@Nullable Object, Object> persistent) {
        this.in = in;
        this.persistent = persistent;
    }

    /**
     * Reads one pickled value and leaves the buffer behind it.
     *
     * @throws RefusedException where something is not allowed or damaged
     */
    static @Nullable Object read(ByteBuffer in) {
        return read(in, TorchObjects::storage);
    }

    /** @param persistent gives what the value refers to outside of itself */
    static @Nullable Object read(ByteBuffer in, Function<@Nullable Object, Object> persistent) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        try {
            return new Pickle(in, persistent).run();
        } catch (BufferUnderflowException e) {
            throw new RefusedException("it ends in the middle of a value");
        }
    }

    private @Nullable Object run() {
        for (int opcode = next(); opcode != '.'; opcode = next()) {
            if (!literal(opcode) && !text(opcode) && !memory(opcode) && !container(opcode)) {
                build(opcode);
            }
        }
        return stack.pop();
    }

    private boolean literal(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(next());
            case 'N' -> stack.push(null);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) next());
            case 'M' -> stack.push((long) in.getShort() & 0xffff);
            case 'J' -> stack.push((long) in.getInt());
            case 0x8a -> stack.push(integer(bytes(next())));
            case 'G' -> stack.push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
            case 'X', 'T' -> stack.push(new String(bytes(in.getInt()), StandardCharsets.UTF_8));
            case 'U' -> stack.push(new String(bytes(next()), StandardCharsets.UTF_8));
            case 0x8c -> stack.push(new String(bytes(next()), StandardCharsets.UTF_8));
            case 0x8d -> stack.push(new String(bytes(length(in.getLong())), StandardCharsets.UTF_8));
            case 0x8b -> stack.push(integer(bytes(in.getInt())));
            default -> {
                return false;
            }
        }
        in.order(ByteOrder.LITTLE_ENDIAN);
        return true;
    }

    /** The literals of protocols 0 and 1, a line each. */
    private boolean text(int opcode) {
        switch (opcode) {
            case 'I' -> stack.push(line(TorchObjects::wholeOrTruth));
            case 'L' -> stack.push(line(text -> TorchObjects.wholeOrTruth(text.replaceFirst("L$", ""))));
            case 'F' -> stack.push(line(Double::valueOf));
            case 'V' -> stack.push(line());
            case 'S' -> stack.push(line().replaceFirst("^(['\"])(.*)\\1$", "$2"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) {
        switch (opcode) {
            case 'q' -> memo.put(next(), stack.peek());
            case 'r' -> memo.put(in.getInt(), stack.peek());
            case 'p' -> memo.put(line(Integer::valueOf), stack.peek());
            case 0x94 -> memo.put(memo.size(), stack.peek());
            case 'h' -> stack.push(recall(next()));
            case 'j' -> stack.push(recall(in.getInt()));
            case 'g' -> stack.push(recall(line(Integer::valueOf)));
            // A frame says how much to read ahead.
            case 0x95 -> in.getLong();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case '(' -> stack.open();
            case ')' -> stack.push(List.of());
            case 't' -> stack.push(Collections.unmodifiableList(stack.close()));
            case 0x85, 0x86, 0x87 -> stack.push(stack.take(opcode - 0x84));
            case 'l' -> stack.push(new ArrayList<>(stack.close()));
            case 'd' -> {
                List<@Nullable Object> items = stack.close();
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                putAll(map, items);
                stack.push(map);
            }
            case ']' -> stack.push(new ArrayList<>());
            case '}' -> stack.push(new LinkedHashMap<>());
            case 'a' -> {
                Object item = stack.pop();
                list(stack.peek()).add(item);
            }
            case 'e' -> {
                List<@Nullable Object> items = stack.close();
                list(stack.peek()).addAll(items);
            }
            case 's' -> {
                Object value = stack.pop();
                Object key = stack.pop();
                put(dictionary(stack.peek()), key, value);
            }
            case 'u' -> {
                List<@Nullable Object> items = stack.close();
                putAll(dictionary(stack.peek()), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void build(int opcode) {
        switch (opcode) {
            case 'c' -> stack.push(TorchObjects.name(line() + "." + line()));
            case 0x93 -> {
                String name = as(String.class, stack.pop());
                stack.push(TorchObjects.name(as(String.class, stack.pop()) + "." + name));
            }
            case 'Q' -> stack.push(persistent.apply(stack.pop()));
            case 'R', 0x81 -> {
                List<@Nullable Object> arguments = list(stack.pop());
                stack.push(TorchObjects.call(as(TorchObjects.Name.class, stack.pop()), arguments));
            }
            case 'b' -> {
                Object state = stack.pop();
                TorchObjects.build(stack.peek(), state);
            }
            default ->
                throw new RefusedException("it has the opcode 0x" + Integer.toHexString(opcode)
                        + ", which torch.save does not write for tensors");
        }
    }

    private static void protocol(int version) {
        if (version > NEWEST) {
            throw new RefusedException("its pickle protocol is " + version + ", expected at most " + NEWEST);
        }
    }

    static void putAll(Map<@Nullable Object, @Nullable Object> map, List<@Nullable Object> items) {
        if (items.size() % 2 != 0) {
            throw new RefusedException("it has a dictionary with a key and no value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(map, items.get(i), items.get(i + 1));
        }
    }

    private static void put(Map<@Nullable Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
        if (!(key instanceof String || key instanceof Long)) {
            throw new RefusedException("it has a dictionary whose key is neither text nor a number");
        }
        map.put(key, value);
    }

    private static Object integer(byte[] littleEndian) {
        if (littleEndian.length > Limits.DIGITS) {
            throw new RefusedException("it has a number of " + littleEndian.length + " bytes");
        }
        byte[] bigEndian = new byte[Math.max(1, littleEndian.length)];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[littleEndian.length - 1 - i] = littleEndian[i];
        }
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    static <T> T as(Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new RefusedException(
                    "it has a value where a " + type.getSimpleName().toLowerCase(Locale.ROOT) + " is expected");
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // every list of this reader holds any objects
    static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) as(List.class, value);
    }

    @SuppressWarnings("unchecked") // every map of this reader holds any objects
    static Map<@Nullable Object, @Nullable Object> dictionary(@Nullable Object value) {
        return (Map<@Nullable Object, @Nullable Object>) as(Map.class, value);
    }

    private int next() {
        return in.get() & 0xff;
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new RefusedException("it has a text of " + length + " bytes where " + in.remaining() + " are left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder text = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private <T> T line(Function<String, T> reading) {
        String text = line();
        // The time that large numbers take grows with the square of their digits.
        if (text.length() > Limits.DIGITS) {
            throw new RefusedException("it has a number of " + text.length() + " digits");
        }
        try {
            return reading.apply(text);
        } catch (NumberFormatException e) {
            throw new RefusedException("it has '" + text + "' where a number is expected");
        }
    }

    private static int length(long bytes) {
        return bytes < 0 || bytes > Integer.MAX_VALUE ? -1 : (int) bytes;
    }

    private @Nullable Object recall(int key) {
        if (!memo.containsKey(key)) {
            throw new RefusedException("it recalls a value that it never kept");
        }
        return memo.get(key);
    }
}
