package dev.singan.tensor;

import dev.singan.base.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Which of ND4J's backends is on the class path, and whether this machine can run it. ND4J by itself falls back to a CPU
 * backend without a word where it finds one beside CUDA's, and else fails with an error that names no remedy.
 */
public final class Backend {
    private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    private static final String REMEDY = "Drop -Pcuda (elsewhere: the plugin's dependency on nd4j-cuda-11.6), so that"
            + " -Dsingan.engine=auto takes the fastest engine of the CPU; or run on an NVIDIA GPU of compute capability "
            + Device.OLDEST_MAJOR + "." + Device.OLDEST_MINOR + " to 8.9 (Kepler to Ada)";

    private Backend() {}

    /**
     * A CUDA device, as its driver describes it.
     *
     * @param number counted from 0 among the devices that the process may see
     * @param name the product's name
     * @param major of the compute capability: 8 of 8.6
     * @param minor of the compute capability: 6 of 8.6
     */
    record Device(int number, String name, int major, int minor) {
        /** The oldest and newest that nd4j-cuda-11.6 1.0.0-M2.1 holds code for are 3.7 and 8.6; a major version runs its earlier minors' code. */
        static final int OLDEST_MAJOR = 3;

        static final int OLDEST_MINOR = 7;
        static final int NEWEST_MAJOR = 8;

        boolean served() {
            return major <= NEWEST_MAJOR && (major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
        }
    }

    /** Whether the CUDA backend is on the class path; nothing native is loaded to find out. */
    public static boolean isCuda() {
        return isPresent(Backend.class.getClassLoader());
    }

    static boolean isPresent(ClassLoader loader) {
        return loader.getResource(CUDA.replace('.', '/') + ".class") != null;
    }

    /**
     * Makes sure that the backend can run here, before any of ND4J's arrays exists. Without CUDA on the class path there is
     * nothing to check.
     *
     * @throws UserException where the CUDA backend is on the class path, but no GPU that it can serve is there, or its
     *     native libraries do not load
     */
    public static void check() {
        if (isCuda()) {
            Checked.OBSTACLE.ifPresent(obstacle -> {
                throw new UserException(obstacle);
            });
        }
    }

    /**
     * Why the CUDA backend cannot run on these devices, with what to do about it; nothing where it can. All of them must
     * be served, as ND4J spreads its threads over all that it sees.
     */
    static Optional<String> obstacle(List<Device> devices) {
        if (devices.isEmpty()) {
            return Optional.of("The CUDA backend of ND4J is on the class path, but this machine shows no CUDA GPU. "
                    + REMEDY + ".");
        }
        return devices.stream()
                .filter(device -> !device.served())
                .findFirst()
                .map(device -> "The CUDA backend of ND4J is on the class path, but it holds no code for GPU "
                        + device.number() + ", '" + device.name() + "', of compute capability " + device.major() + "."
                        + device.minor() + ". " + REMEDY
                        + (devices.size() > 1 ? ", hiding the others with CUDA_VISIBLE_DEVICES." : "."));
    }

    /** The message for a backend that did not load: the innermost cause is what the driver or the linker said. */
    static String unloadable(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return "The CUDA backend of ND4J is on the class path, but it does not load (" + cause
                + "): no NVIDIA GPU, no driver for CUDA 11.6 or newer, or jars of cuda and its redist missing. "
                + REMEDY
                + ".";
    }

    /** Found out once: a class whose native library failed to load fails differently the second time. */
    private static final class Checked {
        static final Optional<String> OBSTACLE = find();

        private Checked() {}

        private static Optional<String> find() {
            try {
                return obstacle(devices());
            } catch (Exception | LinkageError failure) {
                return Optional.of(unloadable(failure));
            }
        }

        private static List<Device> devices() throws ReflectiveOperationException, IOException {
            ClassLoader loader = Backend.class.getClassLoader();
            ND4JClassLoading.setNd4jClassloader(loader);
            Nd4jBackend backend = Class.forName(CUDA, true, loader)
                    .asSubclass(Nd4jBackend.class)
                    .getConstructor()
                    .newInstance();
            if (!backend.isAvailable()) {
                return List.of();
            }
            backend.getContext(); // its properties name the class of the native operations
            NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
            return IntStream.range(0, operations.getAvailableDevices())
                    .mapToObj(i -> new Device(
                            i, operations.getDeviceName(i), operations.getDeviceMajor(i), operations.getDeviceMinor(i)))
                    .toList();
        }
    }
}
