package dev.singan.tensor.cuda.driver;

/** Device memory of one owner: regions are reserved first, then all are allocated at once. Who reads a region has written it before. */
public final class Arena implements AutoCloseable {
    /** What the kernels' widest loads need, and a cache line is not shared by two regions. */
    private static final long ALIGNMENT = 256;

    private final Gpu gpu;
    private long bytes;
    private long base;

    public Arena(Gpu gpu) {
        this.gpu = gpu;
    }

    /** Reserves a region of floats, or of as many values of another kind of four bytes. */
    public Region floats(long count) {
        return reserve(Float.BYTES * count);
    }

    /** Reserves a region of doubles, or of as many values of another kind of eight bytes. */
    public Region doubles(long count) {
        return reserve(Double.BYTES * count);
    }

    private Region reserve(long size) {
        if (base != 0) {
            throw new IllegalStateException("the memory is allocated already");
        }
        Region region = new Region(bytes, size);
        bytes += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return region;
    }

    /** Bytes reserved. */
    long bytes() {
        return bytes;
    }

    /**
     * Allocates what was reserved.
     *
     * @param what it is for, in words
     * @throws dev.singan.base.UserException where the device has too little memory
     */
    public void allocate(String what) {
        base = gpu.allocate(Math.max(bytes, ALIGNMENT), what);
    }

    /** Where it begins in the device's memory. */
    public long base() {
        if (base == 0) {
            throw new IllegalStateException("the memory is not allocated, or freed already");
        }
        return base;
    }

    @Override
    public void close() {
        if (base != 0) {
            long freed = base;
            base = 0;
            gpu.free(freed);
        }
    }
}
