package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.team.Room;

/**
 * A map of one image: row by row, position by position, the channels of a position side by side, from {@link Room#START} on.
 *
 * @param height rows
 * @param width columns
 * @param channels channels, filled up with zeros to whole blocks ({@link Channels#fill}) unless it is an image
 * @param data the values, after the start
 */
record FeatureMap(int height, int width, int channels, float[] data) implements Rows {
    FeatureMap(int height, int width, int channels) {
        this(height, width, channels, new float[length(height, width, channels)]);
    }

    /** How long an array for a map must be. */
    static int length(int height, int width, int channels) {
        return Math.addExact(Room.START, Math.multiplyExact(Math.multiplyExact(height, width), channels));
    }

    /** Makes one for each of several images. */
    static FeatureMap[] slots(int slots, int height, int width, int channels) {
        FeatureMap[] maps = new FeatureMap[slots];
        for (int s = 0; s < slots; s++) {
            maps[s] = new FeatureMap(height, width, channels);
        }
        return maps;
    }

    /** Values of a row. */
    int line() {
        return width * channels;
    }

    /** Where a row begins. */
    int row(int y) {
        return Room.START + y * line();
    }

    /** Where the values end. */
    int end() {
        return row(height);
    }

    /** Number of positions. */
    int positions() {
        return height * width;
    }

    @Override
    public void read(int row, float[] to, int at) {
        System.arraycopy(data, row(row), to, at, line());
    }

    /** Takes an image that is given channel by channel, leaving a margin as it is; channels beyond the image's stay as they are. */
    void write(float[] image, int imageChannels, int margin) {
        int h = height - 2 * margin;
        int w = width - 2 * margin;
        for (int c = 0; c < imageChannels; c++) {
            for (int y = 0; y < h; y++) {
                int to = row(y + margin) + margin * channels + c;
                for (int x = 0; x < w; x++) {
                    data[to + x * channels] = image[(c * h + y) * w + x];
                }
            }
        }
    }

    /** The values channel by channel. */
    float[] read(int imageChannels) {
        float[] image = new float[imageChannels * positions()];
        for (int c = 0; c < imageChannels; c++) {
            for (int p = 0; p < positions(); p++) {
                image[c * positions() + p] = data[Room.START + p * channels + c];
            }
        }
        return image;
    }
}
