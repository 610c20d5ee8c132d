package dev.singan.tensor.cuda;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.singan.tensor.cuda.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * A driver that runs the kernels' own sources on the CPU ({@code src/test/cuda}), so that the engine's host code is tested where there is no
 * GPU. It is built with g++ when it is first asked for; where there is none, tests are skipped with that reason. A real driver takes its place
 * where the system property {@code singan.cuda.test} is {@code device}; {@code singan.cuda.fake} names a fake that is built already.
 */
public final class FakeCuda {
    private static final Path SOURCES = Path.of("test", "cuda");
    private static final Path KERNELS = Path.of("main", "cuda");
    private static final Path FOLDER = Path.of("target", "fake-cuda");
    private static final Path LIBRARY = FOLDER.resolve("libcuda.so.1").toAbsolutePath();

    private FakeCuda() {}

    /** Lets the tests of a class use the fake, and the machine's own driver again afterwards. */
    public static final class Installed implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            if (!onDevice()) {
                use();
            }
        }

        @Override
        public void afterAll(ExtensionContext context) {
            System.clearProperty(Driver.LIBRARY_PROPERTY);
        }
    }

    /** What the fake can be told. */
    public interface Controls extends Library {
        /** Back to one GPU that never fails. */
        void fake_cuda_reset();

        void fake_cuda_device(int count, int major, int minor, int multiprocessors);

        void fake_cuda_version(int version);

        void fake_cuda_memory(long bytes);

        /** The call number {@code calls} (from 0) of a function from now on returns an error; 700 to 899 all calls from then on. */
        void fake_cuda_fail(String function, long calls, int error);

        /** Runs a graph's nodes, and a block's threads, in another order that is allowed. */
        void fake_cuda_order(int seed);

        /** Bytes of device memory in use. */
        long fake_cuda_used();
    }

    /** Whether tests run on the machine's own GPU instead. */
    public static boolean onDevice() {
        return System.getProperty("singan.cuda.test", "").equals("device");
    }

    /** Builds the fake where needed and lets the engine load it. */
    public static Controls use() {
        String given = System.getProperty("singan.cuda.fake");
        if (given != null) {
            return load(given);
        }
        try {
            if (isOld()) {
                build();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load(LIBRARY.toString());
    }

    private static Controls load(String library) {
        System.setProperty(Driver.LIBRARY_PROPERTY, library);
        Controls controls = Native.load(library, Controls.class);
        controls.fake_cuda_reset();
        return controls;
    }

    private static boolean isOld() throws IOException {
        if (!Files.exists(LIBRARY)) {
            return true;
        }
        long built = Files.getLastModifiedTime(LIBRARY).toMillis();
        try (Stream<Path> sources = Files.list(SOURCES);
                Stream<Path> kernels = Files.list(KERNELS)) {
            return Stream.concat(sources, kernels).anyMatch(p -> p.toFile().lastModified() > built);
        }
    }

    private static void build() throws IOException {
        Path log = Files.createDirectories(FOLDER).resolve("build.log");
        try {
            int status = new ProcessBuilder(
                            "sh", SOURCES.resolve("make-fake.sh").toString(), FOLDER.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            String output = Files.readString(log, StandardCharsets.UTF_8);
            if (status == 127) {
                throw new TestAbortedException("there is no g++ to build the fake driver with: " + output.strip());
            }
            if (status != 0) {
                throw new IllegalStateException("the fake driver does not build: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
