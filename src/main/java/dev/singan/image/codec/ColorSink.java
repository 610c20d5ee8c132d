package dev.singan.image.codec;

import dev.singan.image.FloatImage;
import dev.singan.study.phase.Origin;

/** Makes a three-channel image in [-1, 1] of what a decoder reads; grey is repeated over the channels. */
public final class ColorSink implements PixelSink {
    private int width;
    private int height;
    private int channels;
    private int bytesPerSample;
    private float[] data = {};

    public FloatImage image() {
        return new FloatImage(3, height, width, data);
    }

    @Override
    public void begin(int imageWidth, int imageHeight, int samplesPerPixel, int bytes, Origin origin) {
        width = imageWidth;
        height = imageHeight;
        channels = samplesPerPixel;
        bytesPerSample = bytes;
        data = new float[Math.multiplyExact(3, Math.multiplyExact(imageWidth, imageHeight))];
    }

    @Override
    public void pixels(int x, int y, int count, byte[] row, int offset) {
        int plane = width * height;
        for (int c = 0; c < 3; c++) {
            int to = c * plane + y * width + x;
            int from = offset + (channels == 3 ? c * bytesPerSample : 0);
            for (int i = 0; i < count; i++) {
                int at = from + i * channels * bytesPerSample;
                int value = row[at] & 0xff;
                data[to + i] = bytesPerSample == 1
                        ? value / 255f * 2f - 1f
                        : (value << 8 | row[at + 1] & 0xff) / 65535f * 2f - 1f;
            }
        }
    }
}
