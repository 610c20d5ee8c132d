package dev.singan.tensor.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import dev.singan.tensor.cuda.driver.Region;

/** A kernel's one argument: a struct by value, whose fields are written in order and need no padding. */
public final class Fields {
    private Fields() {}

    /**
     * The table of arguments that a launch takes: a pointer to the struct, and the struct behind it.
     *
     * @param fields regions (their offset), longs and doubles of eight bytes, integers and floats of four, {@link AdamPlace}s
     */
    static Memory of(long arena, long stride, Object... fields) {
        Memory memory = new Memory(Native.POINTER_SIZE + 2L * Long.BYTES + bytes(fields));
        memory.setPointer(0, memory.share(Native.POINTER_SIZE));
        memory.setLong(Native.POINTER_SIZE, arena);
        memory.setLong(Native.POINTER_SIZE + (long) Long.BYTES, stride);
        write(memory, Native.POINTER_SIZE + 2L * Long.BYTES, fields);
        return memory;
    }

    private static long bytes(Object... fields) {
        long sum = 0;
        for (Object field : fields) {
            if (field instanceof AdamPlace adam) {
                sum += bytes(adam.fields());
            } else {
                sum += field instanceof Integer || field instanceof Float ? Integer.BYTES : Long.BYTES;
            }
        }
        return sum;
    }

    private static long write(Memory memory, long start, Object... fields) {
        long at = start;
        for (Object field : fields) {
            if (field instanceof AdamPlace adam) {
                at = write(memory, at, adam.fields());
            } else {
                at += write(memory, at, field);
            }
        }
        return at;
    }

    private static int write(Memory memory, long at, Object field) {
        if (field instanceof Region region) {
            memory.setLong(at, region.offset());
        } else if (field instanceof Long number) {
            memory.setLong(at, number);
        } else if (field instanceof Double number) {
            memory.setDouble(at, number);
        } else if (field instanceof Float number) {
            memory.setFloat(at, number);
            return Float.BYTES;
        } else if (field instanceof Integer number) {
            memory.setInt(at, number);
            return Integer.BYTES;
        } else {
            throw new IllegalArgumentException("no field is a " + field.getClass());
        }
        return Long.BYTES;
    }
}
