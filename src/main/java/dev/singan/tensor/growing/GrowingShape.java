package dev.singan.tensor.growing;

import java.util.List;

/**
 * A generator's sizes.
 *
 * @param channels channels of the image
 * @param filters channels of the feature maps
 * @param sizes height and width of each stage's image, coarsest first
 */
public record GrowingShape(int channels, int filters, List<Size> sizes) {
    /** Rows and columns of noise around a stage's input, which its three convolutions use up. */
    public static final int BORDER = 3;

    /**
     * An image's size.
     *
     * @param height rows
     * @param width columns
     */
    public record Size(int height, int width) {}

    public GrowingShape {
        sizes = List.copyOf(sizes);
    }

    /** Stages so far. */
    public int stages() {
        return sizes.size();
    }

    /** Height of a stage's image. */
    public int height(int stage) {
        return sizes.get(stage).height();
    }

    /** Width of a stage's image. */
    public int width(int stage) {
        return sizes.get(stage).width();
    }

    /** Channels of the noise that enters a stage: an image's at the coarsest, feature maps' above. */
    public int noiseChannels(int stage) {
        return stage == 0 ? channels : filters;
    }

    /** Height of the noise that enters a stage, with its border above the coarsest one. */
    public int noiseHeight(int stage) {
        return height(stage) + border(stage);
    }

    /** Width of that noise. */
    public int noiseWidth(int stage) {
        return width(stage) + border(stage);
    }

    /** Values of that noise. */
    public int noiseLength(int stage) {
        return noiseChannels(stage) * noiseHeight(stage) * noiseWidth(stage);
    }

    private static int border(int stage) {
        return stage == 0 ? 0 : 2 * BORDER;
    }

    /** Values of the finest stage's image. */
    public int imageLength() {
        int last = stages() - 1;
        return channels * height(last) * width(last);
    }
}
