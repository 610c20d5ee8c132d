package dev.singan.tensor.cuda.driver;

/**
 * A GPU, as the driver describes it.
 *
 * @param number counted from 0 among the devices that the process may see
 * @param name the product's name, such as {@code NVIDIA H100 80GB HBM3}
 * @param major of the compute capability: 8 of 8.6
 * @param minor of the compute capability: 6 of 8.6
 * @param memory bytes in all
 * @param multiprocessors streaming multiprocessors
 */
public record GpuDevice(int number, String name, int major, int minor, long memory, int multiprocessors) {
    /** Turing's: the oldest that the kernels' code is made for. */
    static final int OLDEST_MAJOR = 7;

    static final int OLDEST_MINOR = 5;

    /** Whether the kernels run on it. */
    boolean served() {
        return major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR;
    }

    /** Name and compute capability in words. */
    public String describe() {
        return name + ", compute capability " + major + "." + minor;
    }
}
