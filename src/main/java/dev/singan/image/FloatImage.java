package dev.singan.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image of floats in planes: channel by channel, each row by row from the top left (CHW, as PyTorch lays it out).
 * SinGANs use the range [-1, 1], where -1 is black.
 *
 * <p>The array is not copied: whoever makes an image hands the array over, and nobody writes to it afterwards.
 */
public final class FloatImage {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] data;

    /**
     * @param channels planes, at least 1
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param data channels x height x width values; owned by the image from now on
     */
    public FloatImage(int channels, int height, int width, float[] data) {
        if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width != data.length) {
            throw new IllegalArgumentException("an image of " + channels + "x" + height + "x" + width
                    + " does not have " + data.length + " values");
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.data = data;
    }

    /** Planes. */
    public int channels() {
        return channels;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** The value of a channel at a row and a column. */
    public float get(int channel, int row, int column) {
        return data[(channel * height + row) * width + column];
    }

    /** The values themselves, channel by channel; to be read only. */
    public float[] data() {
        return data;
    }

    /**
     * The image in the range of SinGANs, value / 255 * 2 - 1.
     *
     * @param channels how often the grey plane is repeated: 1, or 3 as in the published setting
     */
    public static FloatImage of(GrayImage image, int channels) {
        byte[] pixels = image.pixels();
        float[] data = new float[channels * pixels.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < pixels.length; i++) {
                data[c * pixels.length + i] = (pixels[i] & 0xff) / 255f * 2f - 1f;
            }
        }
        return new FloatImage(channels, image.height(), image.width(), data);
    }

    /** An image of 8-bit planes in the range of SinGANs, value / 255 * 2 - 1; the planes are of one size. */
    public static FloatImage of(List<GrayImage> planes) {
        int width = planes.get(0).width();
        int height = planes.get(0).height();
        float[] data = new float[planes.size() * width * height];
        for (int c = 0; c < planes.size(); c++) {
            float[] plane = of(planes.get(c), 1).data;
            System.arraycopy(plane, 0, data, c * width * height, width * height);
        }
        return new FloatImage(planes.size(), height, width, data);
    }

    /** Whether the channels differ anywhere. */
    public boolean isColor() {
        int n = height * width;
        for (int i = n; i < data.length; i++) {
            if (data[i] != data[i - n]) {
                return true;
            }
        }
        return false;
    }

    /** The channels as grey values: clamped to [-1, 1], mapped to [0, 255] and rounded. */
    public List<GrayImage> planes() {
        int n = height * width;
        List<GrayImage> planes = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            planes.add(new FloatImage(1, height, width, Arrays.copyOfRange(data, c * n, (c + 1) * n)).toGray());
        }
        return planes;
    }

    /** The mean of the channels as grey values: clamped to [-1, 1], mapped to [0, 255] and rounded. */
    public GrayImage toGray() {
        int n = height * width;
        byte[] pixels = new byte[n];
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += Math.max(-1f, Math.min(1f, data[c * n + i]));
            }
            pixels[i] = (byte) Math.round((sum / channels + 1f) * 127.5f);
        }
        return new GrayImage(width, height, pixels);
    }
}
