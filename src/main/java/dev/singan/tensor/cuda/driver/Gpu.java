package dev.singan.tensor.cuda.driver;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.singan.base.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A GPU in use by this process: its context, with the kernels' code loaded. Made once for a device, as compiling the code takes seconds where
 * the driver has not kept it from an earlier run, and held until the process ends. Thread-safe.
 */
public final class Gpu {
    /** The system property that chooses among several GPUs, by number. */
    static final String DEVICE_PROPERTY = "singan.cuda.device";

    private static final String CODE = "/dev/singan/tensor/cuda/kernels.ptx";
    private static final Map<Driver, Map<Integer, Gpu>> OPEN = new ConcurrentHashMap<>();

    public final Driver driver;
    public final GpuDevice device;
    private final Pointer context;
    private final Pointer module;
    private final Map<String, Pointer> functions = new ConcurrentHashMap<>();

    private Gpu(Driver driver, GpuDevice device) {
        this.driver = driver;
        this.device = device;
        int handle = driver.handle(device.number());
        PointerByReference found = new PointerByReference();
        driver.check(driver.library.cuDevicePrimaryCtxRetain(found, handle), "opening " + device.name());
        context = found.getValue();
        makeCurrent();
        module = load();
    }

    /**
     * The GPU that is to be used: the one that {@code singan.cuda.device} names, else the first that the kernels run on.
     *
     * @throws UserException where there is none
     */
    public static Gpu open() {
        Driver driver = Driver.load();
        GpuDevice device = choose(driver.devices(), System.getProperty(DEVICE_PROPERTY, ""));
        return OPEN.computeIfAbsent(driver, d -> new ConcurrentHashMap<>())
                .computeIfAbsent(device.number(), n -> new Gpu(driver, device));
    }

    /**
     * @param devices at least one
     * @param asked a number, or nothing
     */
    static GpuDevice choose(List<GpuDevice> devices, String asked) {
        if (!asked.isEmpty()) {
            GpuDevice device = devices.stream()
                    .filter(d -> asked.equals(Integer.toString(d.number())))
                    .findFirst()
                    .orElseThrow(() -> new UserException(DEVICE_PROPERTY + " is '" + asked + "', but the GPUs here are "
                            + list(devices) + ": set -D" + DEVICE_PROPERTY + " to one of these numbers."));
            if (!device.served()) {
                throw tooOld(List.of(device));
            }
            return device;
        }
        return devices.stream().filter(GpuDevice::served).findFirst().orElseThrow(() -> tooOld(devices));
    }

    private static UserException tooOld(List<GpuDevice> devices) {
        return new UserException("The engine 'cuda' runs on GPUs of compute capability " + GpuDevice.OLDEST_MAJOR + "."
                + GpuDevice.OLDEST_MINOR + " (Turing) or newer, and here is " + list(devices)
                + ": set -Dsingan.engine=auto for an engine of the CPU.");
    }

    private static String list(List<GpuDevice> devices) {
        return String.join(
                "; ",
                devices.stream()
                        .map(d -> "GPU " + d.number() + " (" + d.describe() + ")")
                        .toList());
    }

    private Pointer load() {
        byte[] code = code();
        try (Memory text = new Memory(code.length + 1L)) {
            text.write(0, code, 0, code.length);
            text.setByte(code.length, (byte) 0);
            PointerByReference loaded = new PointerByReference();
            driver.check(driver.library.cuModuleLoadDataEx(loaded, text, 0, null, null), "compiling the kernels");
            return loaded.getValue();
        }
    }

    private static byte[] code() {
        try (InputStream in = Gpu.class.getResourceAsStream(CODE)) {
            if (in == null) {
                throw new IllegalStateException("the kernels' code, " + CODE + ", is missing from the library's jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the following calls of this thread go to this GPU. */
    public void makeCurrent() {
        driver.check(driver.library.cuCtxSetCurrent(context), "turning to " + device.name());
    }

    /** A kernel. */
    Pointer function(String name) {
        return functions.computeIfAbsent(name, n -> {
            PointerByReference found = new PointerByReference();
            driver.check(driver.library.cuModuleGetFunction(found, module, n), "looking for the kernel " + n);
            return found.getValue();
        });
    }

    /**
     * Allocates device memory.
     *
     * @param what it is for, in words
     * @throws UserException where there is too little; it says how much was asked and is free
     */
    public long allocate(long bytes, String what) {
        LongByReference address = new LongByReference();
        int error = driver.library.cuMemAlloc_v2(address, bytes);
        if (error == GpuFault.OUT_OF_MEMORY) {
            LongByReference free = new LongByReference();
            LongByReference total = new LongByReference();
            driver.check(driver.library.cuMemGetInfo_v2(free, total), "asking for the free memory");
            throw GpuFault.memory(bytes, free.getValue(), total.getValue(), what, device);
        }
        driver.check(error, "allocating memory for " + what);
        return address.getValue();
    }

    public void free(long address) {
        driver.check(driver.library.cuMemFree_v2(address), "freeing memory");
    }
}
