package dev.singan.tensor.cuda.driver;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies between the arrays of the host and an arena, through memory of the host that does not move. Used by one thread at a time. */
public final class Transfers implements AutoCloseable {
    private static final int STAGE_BYTES = 1 << 20;

    private final Gpu gpu;
    private final Arena arena;
    private final GpuStream stream;
    private final Pointer stage;

    public Transfers(Gpu gpu, Arena arena, GpuStream stream) {
        this.gpu = gpu;
        this.arena = arena;
        this.stream = stream;
        PointerByReference made = new PointerByReference();
        gpu.driver.check(
                gpu.driver.library.cuMemAllocHost_v2(made, STAGE_BYTES),
                "allocating memory of the host to copy through");
        stage = made.getValue();
    }

    /** Copies values to the start of a region; when this returns, they have been. */
    public void upload(Region to, float... values) {
        ByteBuffer bytes = buffer((long) values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        upload(to, bytes);
    }

    /** Copies values to the start of a region; when this returns, they have been. */
    public void upload(Region to, int... values) {
        ByteBuffer bytes = buffer((long) values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        upload(to, bytes);
    }

    /** Copies values to the start of a region; when this returns, they have been. */
    public void upload(Region to, double... values) {
        ByteBuffer bytes = buffer((long) values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        upload(to, bytes);
    }

    /** Copies values to the start of a region; when this returns, they have been. */
    public void upload(Region to, long... values) {
        ByteBuffer bytes = buffer((long) values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        upload(to, bytes);
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private void upload(Region to, ByteBuffer from) {
        if (from.capacity() > to.bytes()) {
            throw new IndexOutOfBoundsException(from.capacity() + " bytes for a region of " + to.bytes());
        }
        for (int at = 0; at < from.capacity(); at += STAGE_BYTES) {
            int count = Math.min(STAGE_BYTES, from.capacity() - at);
            stage.write(0, from.array(), at, count);
            gpu.driver.check(
                    gpu.driver.library.cuMemcpyHtoDAsync_v2(
                            arena.base() + to.offset() + at, stage, count, stream.handle()),
                    "copying to the GPU");
            stream.synchronise();
        }
    }

    /** Waits for all work and copies a region's values. */
    public float[] floats(Region from) {
        float[] values = new float[Math.toIntExact(from.length())];
        download(from).asFloatBuffer().get(values);
        return values;
    }

    /** Waits for all work and copies a region's values. */
    public double[] doubles(Region from) {
        double[] values = new double[Math.toIntExact(from.bytes() / Double.BYTES)];
        download(from).asDoubleBuffer().get(values);
        return values;
    }

    private ByteBuffer download(Region from) {
        ByteBuffer to = buffer(from.bytes());
        for (int at = 0; at < to.capacity(); at += STAGE_BYTES) {
            int count = Math.min(STAGE_BYTES, to.capacity() - at);
            gpu.driver.check(
                    gpu.driver.library.cuMemcpyDtoHAsync_v2(
                            stage, arena.base() + from.offset() + at, count, stream.handle()),
                    "copying from the GPU");
            stream.synchronise();
            stage.read(0, to.array(), at, count);
        }
        return to;
    }

    @Override
    public void close() {
        gpu.driver.check(gpu.driver.library.cuMemFreeHost(stage), "freeing memory of the host");
    }
}
