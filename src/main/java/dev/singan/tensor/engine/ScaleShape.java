package dev.singan.tensor.engine;

/**
 * What one scale's networks work on.
 *
 * @param channels channels of the image: 1 (grey) or 3
 * @param height rows of the scale's image, at least 11, the receptive field
 * @param width columns of the scale's image, at least 11
 * @param filters filters of the four hidden convolutions: 32, 64 or 128 in the published settings
 */
public record ScaleShape(int channels, int height, int width, int filters) {
    /** Convolutions in each network. */
    public static final int LAYERS = 5;

    /** Zeros around the generator's input on each side, so that its output has the image's size. */
    public static final int PADDING = LAYERS;

    /** Rows and columns that one value of the critic's map sees. */
    public static final int RECEPTIVE_FIELD = 2 * LAYERS + 1;

    /** Filters, and channels, at most: the parameters of a network can be counted in 31 bits. */
    public static final int MOST_FILTERS = 4096;

    /** @throws IllegalArgumentException where a network or an image cannot have this shape */
    public ScaleShape {
        long padded = (long) Math.max(0, height + 2L * PADDING) * Math.max(0, width + 2L * PADDING);
        if (channels > MOST_FILTERS || filters > MOST_FILTERS || padded > Integer.MAX_VALUE / Math.max(1, channels)) {
            throw new IllegalArgumentException(
                    "no scale of " + channels + "x" + height + "x" + width + " with " + filters
                            + " filters: there are at most " + MOST_FILTERS + " channels and filters, and 2^31 values");
        }
        if (channels < 1 || filters < 1 || height < RECEPTIVE_FIELD || width < RECEPTIVE_FIELD) {
            throw new IllegalArgumentException("no scale of " + channels + "x" + height + "x" + width + " with "
                    + filters + " filters: the critic needs at least " + RECEPTIVE_FIELD + "x" + RECEPTIVE_FIELD);
        }
    }

    /** Values of an image: channels x height x width. */
    public int imageLength() {
        return channels * height * width;
    }

    /** Values of the generator's input with its border of {@link #PADDING} on each side. */
    public int paddedLength() {
        return channels * (height + 2 * PADDING) * (width + 2 * PADDING);
    }

    /** Positions of the critic's map, (height - 10) x (width - 10). */
    public int mapLength() {
        return (height - 2 * LAYERS) * (width - 2 * LAYERS);
    }

    /** The parameters of one of the scale's networks. */
    public NetLayout layout(Net net) {
        return new NetLayout(net, channels, filters);
    }
}
