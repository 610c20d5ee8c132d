package dev.singan.image.png;

import dev.singan.image.codec.Bits;
import dev.singan.image.codec.PixelSink;
import org.apache.commons.imaging.ImagingException;

/** Brings a PNG's unfiltered rows into a {@link PixelSink}'s form: stored values, no gamma, no profile, no alpha. */
final class PngPixels {
    private final PngHeader header;
    private final byte[] palette;
    private final byte[] line;

    /** @param palette red, green and blue of each entry; empty where there is none */
    PngPixels(PngHeader header, byte[] palette) {
        this.header = header;
        this.palette = palette;
        this.line = isAsStored(header) ? new byte[0] : new byte[header.width() * pixelBytes()];
    }

    /** Bytes of a pixel as it is passed on. */
    int pixelBytes() {
        return header.channels() * header.channelBytes();
    }

    /** Where a row's pixels begin in what {@link #row} returns. */
    int from() {
        return isAsStored(header) ? 1 : 0;
    }

    /** The pixels of a row: the row itself where it is what a sink takes. */
    byte[] row(byte[] row, int columns) throws ImagingException {
        if (isAsStored(header)) {
            return row;
        }
        if (header.colour() == PngHeader.PALETTE) {
            colours(row, columns);
        } else if (header.colour() == 0) {
            levels(row, columns);
        } else {
            withoutAlpha(row, columns);
        }
        return line;
    }

    private static boolean isAsStored(PngHeader header) {
        return header.bits() >= Byte.SIZE && (header.colour() == 0 || header.colour() == 2);
    }

    private void colours(byte[] row, int columns) throws ImagingException {
        for (int x = 0; x < columns; x++) {
            int entry = 3 * Bits.sample(row, 1, x, header.bits());
            if (entry >= palette.length) {
                throw new ImagingException(
                        "it has a pixel of palette entry " + entry / 3 + "; its palette has " + palette.length / 3);
            }
            System.arraycopy(palette, entry, line, 3 * x, 3);
        }
    }

    private void levels(byte[] row, int columns) {
        int max = (1 << header.bits()) - 1;
        for (int x = 0; x < columns; x++) {
            line[x] = (byte) Bits.scale(Bits.sample(row, 1, x, header.bits()), max, 255);
        }
    }

    private void withoutAlpha(byte[] row, int columns) {
        int keep = pixelBytes();
        int step = keep + header.channelBytes();
        for (int x = 0; x < columns; x++) {
            for (int i = 0; i < keep; i++) {
                line[x * keep + i] = row[1 + x * step + i];
            }
        }
    }
}
