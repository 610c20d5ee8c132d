package dev.singan.image;

/** Makes an 8-bit grey image, or a mask, of what a decoder reads. */
final class GraySink implements PixelSink {
    private final boolean mask;
    private int width;
    private int height;
    private int channels;
    private int bytesPerSample;
    private byte[] pixels = {};

    /** @param mask whether every pixel that is not zero becomes 255 */
    GraySink(boolean mask) {
        this.mask = mask;
    }

    GrayImage image() {
        return new GrayImage(width, height, pixels);
    }

    @Override
    public void begin(int imageWidth, int imageHeight, int samplesPerPixel, int bytes) {
        width = imageWidth;
        height = imageHeight;
        channels = samplesPerPixel;
        bytesPerSample = bytes;
        pixels = new byte[Math.multiplyExact(imageWidth, imageHeight)];
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
