package dev.singan.tensor.onednn.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** The native library of this process: its engine, its stream, and what it says of the processor. */
public final class OneDnn {
    public static final engine ENGINE = new engine(engine.kind.cpu, 0);
    public static final stream STREAM = new stream(ENGINE);

    /** Whether its kernels use AVX-512, as Winograd's do. */
    public static final boolean AVX512 = has(dnnl.dnnl_cpu_isa_avx512_core);

    public static final boolean AVX2 = has(dnnl.dnnl_cpu_isa_avx2);

    /** Channels side by side in its blocked layouts: those of one register. */
    public static final int BLOCK = AVX512 ? 16 : 8;

    private OneDnn() {}

    /** Name and version, such as {@code oneDNN 2.5.2}. */
    public static String version() {
        return "oneDNN " + dnnl.DNNL_VERSION_MAJOR + "." + dnnl.DNNL_VERSION_MINOR + "." + dnnl.DNNL_VERSION_PATCH;
    }

    /** Threads of its convolutions, as OpenMP reads them from the environment when the library is loaded. */
    public static int threads() {
        String set = System.getenv("OMP_NUM_THREADS");
        return set != null && set.matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(set)
                : Runtime.getRuntime().availableProcessors();
    }

    /** A description of float data of the given layout and size. */
    public static memory.desc describe(memory.format_tag layout, long... size) {
        return new memory.desc(size, memory.data_type.f32, layout);
    }

    /** The blocked layout of feature maps. */
    public static memory.format_tag blocked() {
        return AVX512 ? memory.format_tag.nChw16c : memory.format_tag.nChw8c;
    }

    private static boolean has(int isa) {
        return (dnnl.dnnl_get_effective_cpu_isa() & isa) == isa;
    }
}
