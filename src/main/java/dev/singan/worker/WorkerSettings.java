package dev.singan.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How worker processes are started.
 *
 * @param java the {@code java} executable
 * @param classPath what they run from
 * @param directory where requests, argument files and logs are written
 * @param processes how many run at a time, at least 1
 * @param heapMegabytes the most heap of each
 * @param offHeapMegabytes the most native memory of each that ND4J may allocate
 * @param jvmArguments further arguments of the JVM
 * @param environment variables that are set beside the inherited ones
 */
public record WorkerSettings(
        Path java,
        List<Path> classPath,
        Path directory,
        int processes,
        int heapMegabytes,
        int offHeapMegabytes,
        List<String> jvmArguments,
        Map<String, String> environment) {
    public WorkerSettings {
        classPath = List.copyOf(classPath);
        jvmArguments = List.copyOf(jvmArguments);
        environment = Map.copyOf(environment);
    }

    /** The executable of the JVM that runs this. */
    public static Path currentJava() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return bin.resolve(windows ? "java.exe" : "java");
    }
}
