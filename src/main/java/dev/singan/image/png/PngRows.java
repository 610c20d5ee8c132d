package dev.singan.image.png;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;

/** Inflates a PNG's data row by row and undoes the rows' filters (ISO/IEC 15948, sections 9 and 10). */
final class PngRows implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> data;
    private final int pixelBytes;
    private byte[] row = {};
    private byte[] above = {};

    /**
     * @param data the IDAT chunks
     * @param pixelBytes bytes of a pixel, at least 1
     */
    PngRows(List<ByteBuffer> data, int pixelBytes) {
        this.data = data.iterator();
        this.pixelBytes = pixelBytes;
    }

    /** Begins an image, or a pass of an interlaced one, whose rows have so many bytes. */
    void begin(int rowBytes) {
        row = new byte[rowBytes + 1];
        above = new byte[rowBytes + 1];
    }

    /** The next row, from its byte 1 on; byte 0 is the filter's number. It holds until the next call. */
    byte[] next() throws ImagingException {
        byte[] swap = above;
        above = row;
        row = swap;
        inflate();
        unfilter();
        return row;
    }

    private void inflate() throws ImagingException {
        try {
            int n = 0;
            while (n < row.length) {
                int got = inflater.inflate(row, n, row.length - n);
                n += got;
                if (got == 0) {
                    refill();
                }
            }
        } catch (DataFormatException e) {
            throw new ImagingException("its data are not valid: " + e.getMessage(), e);
        }
    }

    private void refill() throws ImagingException {
        if (inflater.finished() || inflater.needsDictionary() || !data.hasNext()) {
            throw new ImagingException("its data end before its last row, it may be cut off");
        }
        inflater.setInput(data.next());
    }

    private void unfilter() throws ImagingException {
        for (int i = 1; i < row.length; i++) {
            int left = i > pixelBytes ? row[i - pixelBytes] & 0xff : 0;
            int up = above[i] & 0xff;
            int corner = i > pixelBytes ? above[i - pixelBytes] & 0xff : 0;
            row[i] += (byte)
                    switch (row[0]) {
                        case 0 -> 0;
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        case 4 -> paeth(left, up, corner);
                        default -> throw new ImagingException("it names the unknown row filter " + row[0]);
                    };
        }
    }

    private static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int byLeft = Math.abs(estimate - left);
        int byUp = Math.abs(estimate - up);
        int byCorner = Math.abs(estimate - corner);
        if (byLeft <= byUp && byLeft <= byCorner) {
            return left;
        }
        return byUp <= byCorner ? up : corner;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
