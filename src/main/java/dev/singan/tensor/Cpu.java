package dev.singan.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of this machine's processor without any native code.
 *
 * @param architecture as Java names it, {@code amd64} or {@code aarch64} for instance
 * @param flags the instruction sets of {@code /proc/cpuinfo} in lower case; empty where that file does not exist
 */
public record Cpu(String architecture, Set<String> flags) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Cpu {
        flags = Set.copyOf(flags);
    }

    /** Reads {@code os.arch} and, on Linux, the flags of the first processor. */
    public static Cpu detect() {
        String architecture = System.getProperty("os.arch", "unknown");
        if (!Files.isReadable(CPU_INFO)) {
            return new Cpu(architecture, Set.of());
        }
        try {
            return new Cpu(architecture, flagsOf(Files.readAllLines(CPU_INFO)));
        } catch (IOException unreadable) {
            // An unreadable file tells no more than a missing one; the settings that need it are left to the libraries.
            return new Cpu(architecture, Set.of());
        }
    }

    static Set<String> flagsOf(List<String> cpuInfo) {
        for (String line : cpuInfo) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals("flags")) {
                return Set.of(line.substring(colon + 1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .split("\\s+"));
            }
        }
        return Set.of();
    }

    /** Whether the 512-bit instructions that OpenBLAS's fastest kernels use are all there. */
    public boolean avx512() {
        return flags.containsAll(Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl"));
    }

    /** Whether 256-bit instructions with fused multiply-add are there. */
    public boolean avx2() {
        return flags.containsAll(Set.of("avx2", "fma"));
    }

    /** The widest instruction set in words, for logs. */
    public String widest() {
        if (avx512()) {
            return "AVX-512";
        }
        if (avx2()) {
            return "AVX2";
        }
        return flags.isEmpty() ? architecture : architecture + " without AVX2";
    }
}
