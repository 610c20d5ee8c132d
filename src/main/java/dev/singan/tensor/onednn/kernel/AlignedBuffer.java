package dev.singan.tensor.onednn.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Floats outside the heap, zero at first, that start on a cache line: what oneDNN and vector loads both like best. */
public final class AlignedBuffer implements AutoCloseable {
    private static final int LINE = 64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Up to JDK 18 vectors are loaded from byte buffers, since then from memory segments, which JDK 17 does not know. */
    private static final Segments SEGMENTS = Segments.find();

    private static final boolean BY_SEGMENT = SEGMENTS.known;
    private static final MethodHandle LOAD = SEGMENTS.load;
    private static final MethodHandle STORE = SEGMENTS.store;

    private final FloatPointer allocation;
    private final FloatPointer start;
    private final ByteBuffer bytes;
    private final Object segment;

    /**
     * @param length number of floats
     * @throws IllegalArgumentException where that is more than 2 GiB
     */
    public AlignedBuffer(long length) {
        if (length < 1 || length * Float.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a buffer of " + length + " floats; 1 to 2^29 - 1 are possible");
        }
        allocation = new FloatPointer(length + 2 * LINE / Float.BYTES);
        Pointer.memset(allocation, 0, allocation.limit() * Float.BYTES);
        long skipped = (LINE - allocation.address() % LINE) % LINE;
        start = allocation.getPointer(skipped / Float.BYTES);
        bytes = new BytePointer(start)
                .capacity(length * Float.BYTES)
                .asByteBuffer()
                .order(ORDER);
        segment = BY_SEGMENT ? SEGMENTS.of(bytes) : bytes;
    }

    /** The lanes at a byte offset. */
    public FloatVector load(int offset) {
        if (!BY_SEGMENT) {
            return FloatVector.fromByteBuffer(OneDnnLanes.SPECIES, bytes, offset, ORDER);
        }
        try {
            return (FloatVector) LOAD.invokeExact(OneDnnLanes.SPECIES, segment, (long) offset, ORDER);
        } catch (Throwable impossible) {
            throw Segments.unexpected(impossible);
        }
    }

    /** Writes the lanes at a byte offset. */
    public void store(int offset, FloatVector value) {
        if (!BY_SEGMENT) {
            value.intoByteBuffer(bytes, offset, ORDER);
            return;
        }
        try {
            STORE.invokeExact(value, segment, (long) offset, ORDER);
        } catch (Throwable impossible) {
            throw Segments.unexpected(impossible);
        }
    }

    /** The float at a byte offset. */
    public float get(int offset) {
        return bytes.getFloat(offset);
    }

    /** Writes the float at a byte offset. */
    public void set(int offset, float value) {
        bytes.putFloat(offset, value);
    }

    /** Copies floats in, from an index of this buffer on. */
    public void write(long index, float[] values, int from, int count) {
        start.getPointer(index).put(values, from, count);
    }

    /** Copies floats out, from an index of this buffer on. */
    public void read(long index, float[] values, int from, int count) {
        start.getPointer(index).get(values, from, count);
    }

    /** These floats, from an index on, as oneDNN sees them. */
    public memory as(memory.desc description, long index) {
        return new memory(description, OneDnn.ENGINE, start.getPointer(index));
    }

    @Override
    public void close() {
        allocation.deallocate();
    }

    /**
     * The vector loads of JDK 19 and later, found by reflection because this is compiled against JDK 17.
     *
     * @param known false on an older JDK, where the handles do nothing
     * @param load (species, segment, offset, order) → vector
     * @param store (vector, segment, offset, order)
     * @param ofBuffer byte buffer → segment
     */
    private record Segments(boolean known, MethodHandle load, MethodHandle store, MethodHandle ofBuffer) {
        private static final MethodType LOAD_TYPE = MethodType.methodType(
                FloatVector.class, VectorSpecies.class, Object.class, long.class, ByteOrder.class);
        private static final MethodType STORE_TYPE =
                MethodType.methodType(void.class, FloatVector.class, Object.class, long.class, ByteOrder.class);
        private static final MethodType OF_TYPE = MethodType.methodType(Object.class, Buffer.class);

        static Segments find() {
            try {
                FloatVector.class.getMethod(
                        "fromByteBuffer", VectorSpecies.class, ByteBuffer.class, int.class, ByteOrder.class);
                return new Segments(
                        false,
                        MethodHandles.empty(LOAD_TYPE),
                        MethodHandles.empty(STORE_TYPE),
                        MethodHandles.empty(OF_TYPE));
            } catch (NoSuchMethodException newer) {
                return lookUp();
            }
        }

        private static Segments lookUp() {
            try {
                Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                MethodHandle load = lookup.findStatic(
                        FloatVector.class, "fromMemorySegment", LOAD_TYPE.changeParameterType(1, type));
                MethodType storeType = STORE_TYPE.changeParameterType(1, type).dropParameterTypes(0, 1);
                MethodHandle store = lookup.findVirtual(FloatVector.class, "intoMemorySegment", storeType);
                MethodHandle ofBuffer = lookup.findStatic(type, "ofBuffer", OF_TYPE.changeReturnType(type));
                return new Segments(true, load.asType(LOAD_TYPE), store.asType(STORE_TYPE), ofBuffer.asType(OF_TYPE));
            } catch (ReflectiveOperationException changed) {
                throw new LinkageError("the vector module of Java " + Runtime.version() + " is not known", changed);
            }
        }

        Object of(Buffer bytes) {
            try {
                return (Object) ofBuffer.invokeExact(bytes);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        /** The handles throw what the calls behind them throw: unchecked exceptions and errors only. */
        static RuntimeException unexpected(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
        }
    }
}
