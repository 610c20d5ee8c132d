package dev.singan.tensor.engine;

/** Images or feature maps of one size in several slots, in the layout of an engine. Zero at first. */
public interface Maps {
    /** Number of channels. */
    int channels();

    /** Rows. */
    int height();

    /** Columns. */
    int width();

    /**
     * Copies an image in, channel by channel, row by row.
     *
     * @param slot where to
     * @param image its values
     * @param margin rows and columns left as they are on each side
     */
    void write(int slot, float[] image, int margin);

    /** Copies a slot out, channel by channel, row by row. */
    float[] read(int slot);
}
