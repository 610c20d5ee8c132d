package dev.singan.image.codec;

/**
 * Takes an image from a decoder, row piece by row piece. Samples are unsigned, black is 0, and lie pixel by pixel; a
 * 16-bit sample takes two bytes, the upper one first.
 */
public interface PixelSink {
    /** How samples came from what the file holds. */
    enum Origin {
        /** They are the file's own. */
        STORED,
        /** The file counts from white: they are the greatest number of their bytes less the file's. */
        INVERTED,
        /** The file says what its greatest sample is: they were brought to the whole range of their bytes. */
        SCALED
    }

    /**
     * Called once before any pixels; the size has been checked.
     *
     * @param channels samples per pixel, 1 (grey) or 3 (red, green, blue)
     * @param bytesPerSample 1 or 2
     * @param origin where the samples come from
     */
    void begin(int width, int height, int channels, int bytesPerSample, Origin origin);

    /** Whether it asks of samples only if they are greater than zero, and so takes some whose range is not known. */
    default boolean takesLabels() {
        return false;
    }

    /** Takes {@code count} pixels of row y from column x on; the array is the decoder's and must not be kept. */
    void pixels(int x, int y, int count, byte[] data, int offset);
}
