package dev.singan.tensor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that a process must get before it starts so that the native libraries run at full speed in it: they read
 * them once, when they are loaded.
 *
 * @param variables environment variables, sorted by name
 * @param jvmArguments arguments for the {@code java} command
 * @param description the same in one line, for a log
 */
public record NativeEnvironment(Map<String, String> variables, List<String> jvmArguments, String description) {
    /** The JDK's module of explicit vector operations, without which the engine exact is slower, to the same bits. */
    public static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** The largest value that every release of glibc can read. */
    private static final String TRIM_THRESHOLD = Integer.toString(Integer.MAX_VALUE);

    /** All that may be set. */
    private static final List<String> NAMES = List.of(
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "OPENBLAS_CORETYPE",
            "GOMP_SPINCOUNT",
            "MALLOC_ARENA_MAX",
            "MALLOC_MMAP_MAX_",
            "MALLOC_TRIM_THRESHOLD_");

    /** System properties that a process hands on to those that it starts: which GPU is taken, and by which driver. */
    private static final List<String> PASSED_ON = List.of("singan.cuda.device", "singan.cuda.library");

    private static final long LEAST_OFF_HEAP = 2L << 30;

    public NativeEnvironment {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        jvmArguments = List.copyOf(jvmArguments);
    }

    /**
     * The settings for this machine's processor.
     *
     * @param threads threads of the process, at least 1; results of the engine nd4j depend on it in the last bits
     * @throws IllegalArgumentException if {@code threads} is not positive
     */
    public static NativeEnvironment forThreads(int threads) {
        return of(Cpu.detect(), threads, canHaveVectors(), physicalMemory());
    }

    /** Whether a process that this one starts can have the module of explicit vector operations. */
    public static boolean canHaveVectors() {
        return hasVectors() || ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent();
    }

    /** Whether the JVM computes a fused multiply-add by an instruction; true where it does not tell. */
    public static boolean hasFusedMultiplyAdd() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return jvm == null || Boolean.parseBoolean(jvm.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException unknownOption) {
            return true;
        }
    }

    /** Whether this JVM was started with the module of explicit vector operations. */
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** Threads that this process was told to compute with, by {@code OMP_NUM_THREADS}; 1 where it was not. */
    public static int threads() {
        String set = System.getenv("OMP_NUM_THREADS");
        return set != null && set.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(set) : 1;
    }

    /** The same for this process as it was started, in one line for its log: what a variable says, or that it is not set. */
    public static String ofThisProcess() {
        StringBuilder text = new StringBuilder("processor ").append(Cpu.detect().widest());
        for (String name : NAMES) {
            String value = System.getenv(name);
            text.append("; ").append(name).append(value == null ? " not set" : "=" + value);
        }
        return text.toString();
    }

    static NativeEnvironment of(Cpu cpu, int threads, boolean vectorModule, long physicalMemory) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        Map<String, String> variables = new TreeMap<>();
        variables.put("OMP_NUM_THREADS", Integer.toString(threads));
        // ND4J's loops and OpenBLAS each keep a pool of threads; two pools on the same cores are slower than one.
        variables.put("OPENBLAS_NUM_THREADS", "1");
        // Without this OpenBLAS 0.3.19 takes an older kernel on some AVX-512 processors, at half the speed.
        if (cpu.avx512()) {
            variables.put("OPENBLAS_CORETYPE", "SKYLAKEX");
        }
        if (threads > 1) {
            // Thousands of short parallel regions per second: waking a sleeping thread costs more than the work.
            variables.put("GOMP_SPINCOUNT", "100000");
        }
        // glibc would map a large buffer when it is needed and unmap it when it is freed: the operating system then
        // clears its pages anew in every operation, which takes several times as long as the convolution itself.
        // One arena, as those of further threads cannot hold large buffers and would map them all the same.
        variables.put("MALLOC_ARENA_MAX", "1");
        variables.put("MALLOC_MMAP_MAX_", "0");
        variables.put("MALLOC_TRIM_THRESHOLD_", TRIM_THRESHOLD);
        List<String> arguments = jvmArguments(vectorModule, physicalMemory);
        return new NativeEnvironment(variables, arguments, describe(cpu, variables, arguments));
    }

    private static List<String> jvmArguments(boolean vectorModule, long physicalMemory) {
        List<String> arguments = new ArrayList<>();
        // The default collector's own threads take the cores from those that train beside it: up to an eighth of the
        // time where each core has a process, and there is next to nothing to collect.
        arguments.add("-XX:+UseSerialGC");
        // With that collector the compiler strips no loops unless it is told to: kernels of vectors run at half the
        // speed.
        arguments.add("-XX:+UseCountedLoopSafepoints");
        arguments.add("-XX:LoopStripMiningIter=1000");
        // Vectors that lie across two lines of the cache take twice the time: with this the engine exact's do not.
        arguments.add("-XX:ObjectAlignmentInBytes=64");
        if (vectorModule) {
            arguments.add("--add-modules");
            arguments.add(VECTOR_MODULE);
            // The module checks the bounds of every load and store by itself; the tests run with the checks.
            arguments.add("-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0");
            // Inlined where they are called, these loops grow past what the compiler is willing to inline, and their
            // vectors become objects.
            arguments.add("-XX:CompileCommand=quiet");
            arguments.add("-XX:CompileCommand=dontinline,dev.singan.tensor.exact.BlockRows*::read");
        }
        // JavaCPP's own default is the heap's size, far below what a large scale's activations take off the heap.
        long offHeap = Math.max(LEAST_OFF_HEAP, physicalMemory / 4);
        arguments.add("-Dorg.bytedeco.javacpp.maxBytes=" + offHeap);
        arguments.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + 2 * offHeap);
        for (String property : PASSED_ON) {
            String value = System.getProperty(property);
            if (value != null) {
                arguments.add("-D" + property + "=" + value);
            }
        }
        return arguments;
    }

    private static String describe(Cpu cpu, Map<String, String> variables, List<String> arguments) {
        StringBuilder text =
                new StringBuilder("processor ").append(cpu.widest()).append(';');
        variables.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.append("; java ").append(String.join(" ", arguments)).toString();
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
