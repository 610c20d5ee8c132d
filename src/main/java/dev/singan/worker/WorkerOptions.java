package dev.singan.worker;

import dev.singan.base.Requirement;
import dev.singan.tensor.NativeEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about worker processes, on whatever machine they run.
 *
 * @param heap Java heap of each in megabytes, {@code singan.heap}
 * @param offHeap native memory of each in megabytes, {@code singan.offHeap}
 * @param threads native threads of each, {@code singan.threads}
 * @param jvmArguments further arguments separated by spaces, {@code singan.jvmArguments}
 */
public record WorkerOptions(int heap, int offHeap, int threads, @Nullable String jvmArguments) {
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");

    /** What a JVM takes beside its heap: code, metaspace, stacks. */
    private static final int JVM_MEGABYTES = 256;

    /** @throws dev.singan.base.UserException where a number is out of its range */
    public WorkerOptions {
        Requirement.range("singan.heap", heap, 64, 1 << 20);
        Requirement.range("singan.offHeap", offHeap, 64, 1 << 22);
        Requirement.range("singan.threads", threads, 1, 1024);
    }

    /** The most memory that a process can take, in megabytes. */
    public long megabytes() {
        return (long) heap + offHeap + JVM_MEGABYTES;
    }

    /**
     * How they are started on this machine, whose processor decides on some settings.
     *
     * @param classPath what they run from
     * @param directory where requests, argument files and logs are written
     * @param processes how many run at a time
     */
    public WorkerSettings settings(List<Path> classPath, Path directory, int processes) {
        NativeEnvironment environment = NativeEnvironment.forThreads(threads);
        return new WorkerSettings(
                WorkerSettings.currentJava(),
                classPath,
                directory,
                processes,
                heap,
                offHeap,
                arguments(environment.jvmArguments(), jvmArguments),
                environment.variables());
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
}
