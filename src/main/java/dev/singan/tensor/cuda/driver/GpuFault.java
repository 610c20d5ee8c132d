package dev.singan.tensor.cuda.driver;

import dev.singan.base.UserException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the driver's error numbers mean for the user, and what mends them. */
final class GpuFault {
    static final int OUT_OF_MEMORY = 2;
    static final int NO_DEVICE = 100;

    private static final int DEVICES_UNAVAILABLE = 46;
    private static final int INVALID_IMAGE = 200;
    private static final int NO_BINARY_FOR_GPU = 209;
    private static final int INVALID_PTX = 218;
    private static final int JIT_COMPILER_NOT_FOUND = 221;
    private static final int UNSUPPORTED_PTX_VERSION = 222;
    private static final int DRIVER_MISMATCH = 803;
    private static final int STUB_LIBRARY = 34;

    private static final String ON_CPU = "set -Dsingan.engine=auto for an engine of the CPU";

    private GpuFault() {}

    /**
     * The exception for an error.
     *
     * @param error the driver's number
     * @param text its name and meaning, as the driver has them
     * @param what the call that failed, in words
     * @param driver the CUDA version that the driver serves, such as {@code 12.4}
     */
    static UserException of(int error, String text, String what, String driver) {
        return new UserException(
                switch (error) {
                    case NO_DEVICE -> noDevice(System.getenv("CUDA_VISIBLE_DEVICES"));
                    case STUB_LIBRARY ->
                        "The CUDA library that was loaded is the toolkit's stub, not the driver's: take its folder"
                                + " (…/stubs) out of LD_LIBRARY_PATH, or " + ON_CPU + ".";
                    case DEVICES_UNAVAILABLE ->
                        "The GPU is taken by another process alone (exclusive compute mode): wait for that to end, or "
                                + ON_CPU + ".";
                    case NO_BINARY_FOR_GPU, INVALID_IMAGE, INVALID_PTX, UNSUPPORTED_PTX_VERSION ->
                        "NVIDIA's driver for CUDA " + driver + " does not take the kernels' code (" + text
                                + "): update the driver to one of CUDA " + Driver.OLDEST_CUDA + " or newer, or "
                                + ON_CPU
                                + ".";
                    case JIT_COMPILER_NOT_FOUND ->
                        "NVIDIA's driver is installed without its compiler (libnvidia-ptxjitcompiler.so; " + text
                                + "): install the whole driver, or in a container set"
                                + " NVIDIA_DRIVER_CAPABILITIES=compute,utility; or " + ON_CPU + ".";
                    case DRIVER_MISMATCH ->
                        "NVIDIA's driver library and its kernel module have different versions (" + text
                                + "), as after an update without a restart: restart the machine, or " + ON_CPU + ".";
                    default -> lost(text, what);
                });
    }

    /** The message where the driver finds no GPU. */
    static String noDevice(@Nullable String visible) {
        String why = visible == null
                ? "NVIDIA's driver finds no GPU"
                : "NVIDIA's driver shows no GPU, as CUDA_VISIBLE_DEVICES is '" + visible + "'";
        String remedy = visible == null ? "check 'nvidia-smi'" : "unset it or set it to a GPU's number, such as 0";
        return why + ": " + remedy + ", or " + ON_CPU + ".";
    }

    /** The exception where the device's memory does not suffice. */
    static UserException memory(long asked, long free, long total, String what, GpuDevice device) {
        return new UserException("GPU " + device.number() + ", '" + device.name() + "', has too little memory for "
                + what + ": it takes " + mebibytes(asked) + ", and " + mebibytes(free) + " of " + mebibytes(total)
                + " are free. End what else runs on the GPU ('nvidia-smi' shows it), train fewer SinGANs at a time"
                + " (-Dsingan.processes=1), lower -Dsingan.gan.maxSize, or " + ON_CPU + ".");
    }

    private static String lost(String text, String what) {
        return "The GPU failed while " + what + " (" + text + "). What was written up to the last checkpoint is kept:"
                + " start the goal again, and training goes on from there with the same bits. If it comes again, look at"
                + " the driver's messages ('dmesg | grep NVRM'), restart the machine, or " + ON_CPU + ".";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%d MiB", (bytes + (1 << 20) - 1) >> 20);
    }
}
