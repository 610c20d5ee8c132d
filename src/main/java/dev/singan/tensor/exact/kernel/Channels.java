package dev.singan.tensor.exact.kernel;

/** Constants of the maps: channels are filled up with zeros to whole blocks, so that every width of vectors divides them. */
public final class Channels {
    /** The widest vector there is, 512 bits. */
    public static final int BLOCK = 16;

    /** Slope of LeakyReLU below zero. */
    public static final float SLOPE = 0.2f;

    private Channels() {}

    /** A number of channels filled up to whole blocks. */
    public static int fill(int channels) {
        return (channels + BLOCK - 1) / BLOCK * BLOCK;
    }
}
