package dev.singan.image.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads masks whose samples are no image's, such as the 32-bit labels of segmentation programs. */
final class TiffLabels {
    private TiffLabels() {}

    /** Writes 1 for each pixel whose first sample is greater than zero, else 0. */
    static void read(TiffLayout layout, byte[] data, int from, int columns, byte[] line) {
        ByteBuffer samples =
                ByteBuffer.wrap(data).order(layout.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int step = layout.samplesTogether() * layout.bits() / Byte.SIZE;
        for (int i = 0; i < columns; i++) {
            line[i] = (byte) (isPositive(layout, samples, from + i * step) ? 1 : 0);
        }
    }

    private static boolean isPositive(TiffLayout layout, ByteBuffer samples, int at) {
        if (layout.isFloat()) {
            return (layout.bits() == 32 ? samples.getFloat(at) : samples.getDouble(at)) > 0;
        }
        long value =
                switch (layout.bits()) {
                    case 8 -> samples.get(at);
                    case 16 -> samples.getShort(at);
                    case 32 -> samples.getInt(at);
                    default -> samples.getLong(at);
                };
        return layout.isSigned() ? value > 0 : value != 0;
    }
}
