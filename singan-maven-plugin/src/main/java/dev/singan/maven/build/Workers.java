package dev.singan.maven.build;

import dev.singan.base.Requirement;
import dev.singan.base.UserException;
import dev.singan.tensor.NativeEnvironment;
import dev.singan.worker.WorkerPool;
import dev.singan.worker.WorkerSettings;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How worker processes are started, as the parameters of a goal say.
 *
 * @param heap Java heap of each in megabytes, {@code singan.heap}
 * @param offHeap native memory of each in megabytes, {@code singan.offHeap}
 * @param threads native threads of each, {@code singan.threads}
 * @param jvmArguments further arguments separated by spaces, {@code singan.jvmArguments}
 * @param libraries jars beside the plugin's own, for what is fetched only when it is asked for
 */
public record Workers(int heap, int offHeap, int threads, @Nullable String jvmArguments, List<Path> libraries) {
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");

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
        NativeEnvironment environment =
                NativeEnvironment.forThreads(Requirement.range("singan.threads", threads, 1, 1024));
        return new WorkerPool(
                new WorkerSettings(
                        WorkerSettings.currentJava(),
                        Stream.concat(classPath().stream(), libraries.stream()).toList(),
                        logs,
                        number,
                        Requirement.range("singan.heap", heap, 64, 1 << 20),
                        Requirement.range("singan.offHeap", offHeap, 64, 1 << 22),
                        arguments(environment.jvmArguments(), jvmArguments),
                        environment.variables()),
                name);
    }

    /** The usual arguments without what other parameters say, and those of the user, whose collector takes the place of the usual one. */
    static List<String> arguments(List<String> usual, @Nullable String given) {
        List<String> own = given == null
                ? List.of()
                : Arrays.stream(given.strip().split("\\s+"))
                        .filter(a -> !a.isEmpty())
                        .toList();
        List<String> arguments = new ArrayList<>(usual);
        arguments.removeIf(a -> a.startsWith("-Dorg.bytedeco.javacpp.max")); // singan.offHeap says it
        if (own.stream().anyMatch(COLLECTOR.asMatchPredicate())) {
            arguments.removeIf(COLLECTOR.asMatchPredicate()); // a JVM does not start with two
        }
        arguments.addAll(own);
        return arguments;
    }

    /**
     * The plugin's own class path: what its class loader was made of, and SLF4J, which ND4J logs by. Maven leaves that one out of every
     * plugin's class path, as it lends its own.
     */
    private static List<Path> classPath() {
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
