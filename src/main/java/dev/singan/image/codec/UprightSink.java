package dev.singan.image.codec;

import dev.singan.study.phase.Origin;

/** Passes pixels on to where they lie in the upright image, see {@link Orientation}. */
final class UprightSink implements PixelSink {
    private final PixelSink sink;
    private final boolean fromRight;
    private final boolean fromBottom;
    private final boolean transposed;
    private int width;
    private int height;
    private int pixelBytes;

    /**
     * @param fromRight whether columns of the upright image are counted from the right
     * @param fromBottom whether its rows are counted from the bottom
     * @param transposed whether the file's rows are columns
     */
    UprightSink(PixelSink sink, boolean fromRight, boolean fromBottom, boolean transposed) {
        this.sink = sink;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
        this.transposed = transposed;
    }

    @Override
    public void begin(int fileWidth, int fileHeight, int channels, int bytesPerSample, Origin origin) {
        width = transposed ? fileHeight : fileWidth;
        height = transposed ? fileWidth : fileHeight;
        pixelBytes = channels * bytesPerSample;
        sink.begin(width, height, channels, bytesPerSample, origin);
    }

    @Override
    public void pixels(int x, int y, int count, byte[] data, int offset) {
        if (!transposed && !fromRight) {
            sink.pixels(x, height - 1 - y, count, data, offset);
            return;
        }
        for (int i = 0; i < count; i++) {
            int column = transposed ? y : x + i;
            int row = transposed ? x + i : y;
            sink.pixels(
                    fromRight ? width - 1 - column : column,
                    fromBottom ? height - 1 - row : row,
                    1,
                    data,
                    offset + i * pixelBytes);
        }
    }
}
