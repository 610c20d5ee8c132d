package dev.singan.tensor.exact;

/** A map that is read row by row, and may be computed as it is read. */
interface Rows {
    int height();

    int width();

    int channels();

    /** Writes a row's width x channels values. */
    void read(int row, float[] to, int at);
}
