package dev.singan.report.check;

/** Why a figure may be another on another processor, so that it is not held exactly. */
enum Cause {
    /** SinGANs' training: the last bits of its sums depend on the processor and the threads, and training amplifies them. */
    ARM_WITH_SAMPLES("of arms with samples of SinGANs"),
    /** The same, in what is said of the SinGANs and their samples themselves. */
    SAMPLES("of SinGANs and their samples"),
    /** Features by a numerical library's kernels, on its CUDA backend. */
    BACKBONE("that stand on the backbone's features"),
    /** Heads trained by a numerical library. */
    HEADS("that stand on heads of singan.head.engine=dl4j"),
    /** Feature maps by a numerical library's kernels, on its CUDA backend. */
    INCEPTION("that stand on Inception's feature maps");

    private final String figures;

    Cause(String figures) {
        this.figures = figures;
    }

    /** Which figures, to be read after their number. */
    String figures() {
        return figures;
    }
}
