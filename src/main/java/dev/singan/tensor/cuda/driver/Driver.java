package dev.singan.tensor.cuda.driver;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.singan.base.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** NVIDIA's driver, loaded and initialised. Thread-safe; lives as long as the process. */
public final class Driver {
    /** The system property that names another library than the driver's own. */
    public static final String LIBRARY_PROPERTY = "singan.cuda.library";

    /** The oldest CUDA version whose drivers have all functions and take the kernels' code. */
    static final String OLDEST_CUDA = "11.4";

    private static final int OLDEST_VERSION = 11040;
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int MULTIPROCESSORS = 16;
    private static final int NAME_LENGTH = 256;
    private static final Map<String, Driver> LOADED = new ConcurrentHashMap<>();

    final CudaLibrary library;
    private final int version;

    private Driver(CudaLibrary library) {
        this.library = library;
        check(library.cuInit(0), "starting the driver");
        IntByReference number = new IntByReference();
        check(library.cuDriverGetVersion(number), "asking for the driver's version");
        version = number.getValue();
        if (version < OLDEST_VERSION) {
            throw new UserException(
                    "NVIDIA's driver serves CUDA " + version() + ", and the engine 'cuda' needs " + OLDEST_CUDA
                            + " or newer: update the driver, or set -Dsingan.engine=auto for an engine of the CPU.");
        }
    }

    /**
     * Loads the driver's library.
     *
     * @throws UserException where there is none, or it does not start
     */
    static Driver load() {
        return LOADED.computeIfAbsent(libraryName(), name -> {
            try {
                return new Driver(Native.load(name, CudaLibrary.class));
            } catch (LinkageError missing) {
                throw new UserException(
                        "There is no driver of NVIDIA's here: '" + name + "' does not load ("
                                + String.valueOf(missing.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                                + "). Install it, or set -Dsingan.engine=auto for an engine of the CPU.",
                        missing);
            }
        });
    }

    private static String libraryName() {
        String ours = Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
        return System.getProperty(LIBRARY_PROPERTY, ours);
    }

    /** The newest CUDA version that the driver serves, such as {@code 12.4}. */
    public String version() {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /**
     * The GPUs that this process may see.
     *
     * @throws UserException where there is none
     */
    List<GpuDevice> devices() {
        IntByReference count = new IntByReference();
        check(library.cuDeviceGetCount(count), "counting the GPUs");
        if (count.getValue() == 0) {
            check(GpuFault.NO_DEVICE, "counting the GPUs");
        }
        List<GpuDevice> devices = new ArrayList<>();
        for (int i = 0; i < count.getValue(); i++) {
            devices.add(device(i));
        }
        return devices;
    }

    private GpuDevice device(int number) {
        int handle = handle(number);
        byte[] name = new byte[NAME_LENGTH];
        check(library.cuDeviceGetName(name, name.length, handle), "asking for a GPU's name");
        LongByReference memory = new LongByReference();
        check(library.cuDeviceTotalMem_v2(memory, handle), "asking for a GPU's memory");
        return new GpuDevice(
                number,
                Native.toString(name, StandardCharsets.UTF_8),
                attribute(CAPABILITY_MAJOR, handle),
                attribute(CAPABILITY_MINOR, handle),
                memory.getValue(),
                attribute(MULTIPROCESSORS, handle));
    }

    int handle(int number) {
        IntByReference handle = new IntByReference();
        check(library.cuDeviceGet(handle, number), "opening GPU " + number);
        return handle.getValue();
    }

    private int attribute(int which, int handle) {
        IntByReference value = new IntByReference();
        check(library.cuDeviceGetAttribute(value, which, handle), "asking what a GPU can do");
        return value.getValue();
    }

    /**
     * Throws where a call failed.
     *
     * @param error what it returned
     * @param what it did, to go on after "while"
     */
    void check(int error, String what) {
        if (error != 0) {
            throw GpuFault.of(error, text(error), what, version());
        }
    }

    private String text(int error) {
        PointerByReference name = new PointerByReference();
        PointerByReference meaning = new PointerByReference();
        if (library.cuGetErrorName(error, name) != 0 || library.cuGetErrorString(error, meaning) != 0) {
            return "error " + error;
        }
        return string(name.getValue()) + ": " + string(meaning.getValue());
    }

    private static String string(Pointer text) {
        return text.getString(0, StandardCharsets.US_ASCII.name());
    }
}
