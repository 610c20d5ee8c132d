package dev.singan.tensor.exact.kernel;

/** Matrix products in which each value is a chain of fused multiply-adds over the inner index in ascending order. */
public interface Products {
    /**
     * Rows that {@link #multiply} may compute beyond those asked for, when there are fewer than that: arrays must have room for so many.
     */
    int LEAST_ROWS = 4;

    /** Columns in a panel of packed weights. */
    int panel();

    /**
     * c = a · b.
     *
     * @param a rows of k values, one after the other
     * @param rows at least 1; where there are fewer than {@link #LEAST_ROWS}, so many are computed
     * @param k the inner extent, at least 1
     * @param b k x m values in panels ({@link #packed})
     * @param m columns of b and c, a multiple of {@link Channels#BLOCK}
     */
    void multiply(float[] a, int a0, int rows, int k, float[] b, int b0, int m, float[] c, int c0);

    /**
     * Continues the chains of c by a transposed · b.
     *
     * @param a rows of n values, one after the other
     * @param b rows of m values; {@code step} values lead from one to the next
     * @param rows the inner extent
     * @param c n x m values, one row after the other
     * @param m a multiple of {@link Channels#BLOCK}
     */
    void accumulate(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0, int m);

    /**
     * The chains of many channels into one: position by position, sixteen partial chains over the blocks of channels.
     *
     * @param x positions, {@code step} values apart
     * @param length values of a position's window that are met, a multiple of {@link Channels#BLOCK}
     * @param w as many weights
     * @param partial sixteen values per position, which the chains continue
     */
    void partials(float[] x, int x0, int step, int positions, int length, float[] w, int w0, float[] partial, int p0);

    /** Where the value of a row and column stands among packed ones. */
    default int packed(int row, int column, int k, int m) {
        int panel = panel();
        int first = column / panel * panel;
        return first * k + row * Math.min(panel, m - first) + column - first;
    }
}
