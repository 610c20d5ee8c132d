package dev.singan.image.codec;

import dev.singan.image.GrayImage;

/** Makes an 8-bit grey image, or a mask, of what a decoder reads. */
public final class GraySink implements PixelSink {
    private static final int FULL = 0xffff;

    private final boolean mask;
    private final int bits;
    private int width;
    private int height;
    private int channels;
    private int bytesPerSample;
    private Origin origin = Origin.STORED;
    private int highest;
    private byte[] pixels = {};

    private GraySink(boolean mask, int bits) {
        this.mask = mask;
        this.bits = bits;
    }

    /** @param bits how many bits of a 16-bit sample are used, 8 to 16; the upper eight of them become the grey value */
    public static GraySink gray(int bits) {
        return new GraySink(false, bits);
    }

    /** Every pixel that is not zero becomes 255. */
    public static GraySink mask() {
        return new GraySink(true, Short.SIZE);
    }

    public GrayImage image() {
        return new GrayImage(width, height, pixels);
    }

    /** The image, and how much of a sample's room its values take. */
    public GrayReading reading() {
        boolean deep = bytesPerSample == 2 && channels == 1 && origin != Origin.SCALED;
        return new GrayReading(image(), deep ? Short.SIZE : Byte.SIZE, deep ? highest : 255);
    }

    @Override
    public void begin(int imageWidth, int imageHeight, int samplesPerPixel, int bytes, Origin from) {
        width = imageWidth;
        height = imageHeight;
        channels = samplesPerPixel;
        bytesPerSample = bytes;
        origin = from;
        pixels = new byte[Math.multiplyExact(imageWidth, imageHeight)];
    }

    @Override
    public boolean takesLabels() {
        return mask;
    }

    @Override
    public void pixels(int x, int y, int count, byte[] data, int offset) {
        int to = y * width + x;
        int step = channels * bytesPerSample;
        if (mask) {
            for (int i = 0; i < count; i++) {
                pixels[to + i] = anySet(data, offset + i * step, step) ? (byte) 255 : 0;
            }
        } else if (step == 1) {
            System.arraycopy(data, offset, pixels, to, count);
        } else if (channels == 1 && origin != Origin.SCALED) {
            deep(to, count, data, offset);
        } else if (channels == 1) {
            for (int i = 0; i < count; i++) {
                pixels[to + i] = data[offset + i * step];
            }
        } else {
            for (int i = 0; i < count; i++) {
                int at = offset + i * step;
                pixels[to + i] = (byte)
                        luma(data[at] & 0xff, data[at + bytesPerSample] & 0xff, data[at + 2 * bytesPerSample] & 0xff);
            }
        }
    }

    private void deep(int to, int count, byte[] data, int offset) {
        boolean inverted = origin == Origin.INVERTED;
        int top = (1 << bits) - 1;
        int shift = bits - Byte.SIZE;
        int greatest = highest;
        for (int i = 0; i < count; i++) {
            int black = (data[offset + 2 * i] & 0xff) << 8 | data[offset + 2 * i + 1] & 0xff;
            int stored = inverted ? FULL - black : black;
            greatest = Math.max(greatest, stored);
            int used = Math.min(top, stored);
            pixels[to + i] = (byte) ((inverted ? top - used : used) >> shift);
        }
        highest = greatest;
    }

    /** ITU-R BT.601 luma in the fixed-point arithmetic of OpenCV's {@code COLOR_RGB2GRAY} (15 bits). */
    private static int luma(int red, int green, int blue) {
        return (red * 9798 + green * 19235 + blue * 3735 + (1 << 14)) >> 15;
    }

    private static boolean anySet(byte[] data, int offset, int count) {
        for (int i = 0; i < count; i++) {
            if (data[offset + i] != 0) {
                return true;
            }
        }
        return false;
    }
}
