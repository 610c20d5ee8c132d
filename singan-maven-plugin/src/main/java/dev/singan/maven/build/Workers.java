package dev.singan.maven.build;

import dev.singan.base.UserException;
import dev.singan.worker.WorkerOptions;
import dev.singan.worker.WorkerPool;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How worker processes are started, as the parameters of a goal say.
 *
 * @param options what the user says of them
 * @param libraries jars beside the plugin's own, for what is fetched only when it is asked for
 */
public record Workers(WorkerOptions options, List<Path> libraries) {
    /** From the parameters {@code singan.heap}, {@code singan.offHeap}, {@code singan.threads} and {@code singan.jvmArguments}. */
    public Workers(int heap, int offHeap, int threads, @Nullable String jvmArguments, List<Path> libraries) {
        this(new WorkerOptions(heap, offHeap, threads, jvmArguments), libraries);
    }

    /** Workers with the plugin's own jars alone. */
    public Workers(int heap, int offHeap, int threads, @Nullable String jvmArguments) {
        this(heap, offHeap, threads, jvmArguments, List.of());
    }

    /**
     * A pool.
     *
     * @param number of processes
     * @param logs the folder of their logs
     * @param name names the logs
     */
    public WorkerPool pool(int number, Path logs, String name) {
        return new WorkerPool(options.settings(classPath(), logs, number), name);
    }

    /** What they run from. */
    public List<Path> classPath() {
        return Stream.concat(pluginClassPath().stream(), libraries.stream()).toList();
    }

    /**
     * The plugin's own class path: what its class loader was made of, and SLF4J, which ND4J logs by. Maven leaves that one out of every
     * plugin's class path, as it lends its own.
     */
    static List<Path> pluginClassPath() {
        if (!(Workers.class.getClassLoader() instanceof URLClassLoader loader)) {
            throw new UserException(
                    "This Maven loads plugins in a way that the worker cannot follow: use Maven 3.8.7 to 4");
        }
        URL logging = LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation();
        return Stream.concat(Arrays.stream(loader.getURLs()), Stream.of(logging))
                .map(Workers::file)
                .distinct()
                .toList();
    }

    private static Path file(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(url.toString(), e);
        }
    }
}
