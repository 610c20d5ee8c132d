package dev.singan.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.png.PngImageParser;
import org.apache.commons.imaging.formats.png.PngImagingParameters;

/**
 * Reads PNGs. What is written here - grey of 8 or 16 bits, not interlaced - is decoded directly, which is several times
 * faster than Commons Imaging; everything else goes through Commons Imaging.
 */
final class PngDecoder {
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;

    private PngDecoder() {}

    static void decode(byte[] bytes, PixelSink sink) throws IOException {
        List<ByteBuffer> data = new ArrayList<>();
        ByteBuffer header = chunks(bytes, data);
        int width = header.getInt();
        int height = header.getInt();
        int bits = header.get();
        int colour = header.get();
        boolean interlaced = header.get(12) != 0;
        ImageFiles.checkSize(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height), 1, bytes.length);
        int channels = colour == 0 || colour == 4 ? 1 : 3;
        ImageFiles.checkSize(width, height, (long) width * height * channels * Math.max(1, bits / 8), bytes.length);
        if (colour == 0 && !interlaced && (bits == 8 || bits == 16)) {
            sink.begin(width, height, 1, bits / 8, PixelSink.Origin.STORED);
            gray(data, width, height, bits / 8, sink);
        } else {
            buffered(new PngImageParser().getBufferedImage(ByteSource.array(bytes), new PngImagingParameters()), sink);
        }
    }

    /** Passes on an image that a library decoded. */
    static void buffered(BufferedImage image, PixelSink sink) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        boolean gray = raster.getNumBands() == 1
                && !(image.getColorModel() instanceof IndexColorModel)
                && image.getColorModel().getComponentSize(0) == 8;
        sink.begin(width, height, gray ? 1 : 3, 1, PixelSink.Origin.STORED);
        int[] line = new int[width];
        byte[] row = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            if (gray) {
                // getRGB() would take the values for linear light and brighten them.
                raster.getSamples(0, y, width, 1, 0, line);
                for (int x = 0; x < width; x++) {
                    row[x] = (byte) line[x];
                }
            } else {
                image.getRGB(0, y, width, 1, line, 0, width);
                for (int x = 0; x < width; x++) {
                    row[3 * x] = (byte) (line[x] >> 16);
                    row[3 * x + 1] = (byte) (line[x] >> 8);
                    row[3 * x + 2] = (byte) line[x];
                }
            }
            sink.pixels(0, y, width, row, 0);
        }
    }

    private static ByteBuffer chunks(byte[] bytes, List<ByteBuffer> data) throws ImagingException {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(8);
        ByteBuffer header = null;
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int type = in.getInt(in.position());
            if (length < 0 || length > in.remaining() - 8) {
                throw new ImagingException("it ends within a chunk, it may be cut off");
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, in.position(), length + 4);
            ByteBuffer body = in.slice(in.position() + 4, length);
            in.position(in.position() + 4 + length);
            if (in.getInt() != (int) crc.getValue()) {
                throw new ImagingException("a chunk's checksum is wrong, the file is damaged");
            }
            if (type == IHDR && length == 13) {
                header = body;
            } else if (type == IDAT) {
                data.add(body);
            } else if (type == IEND && header != null) {
                return header;
            }
        }
        throw new ImagingException("it ends before its last chunk, it may be cut off");
    }

    private static void gray(List<ByteBuffer> data, int width, int height, int size, PixelSink sink)
            throws ImagingException {
        byte[] row = new byte[width * size + 1];
        byte[] above = new byte[width * size + 1];
        Inflater inflater = new Inflater();
        try {
            int next = 0;
            for (int y = 0; y < height; y++) {
                int n = 0;
                while (n < row.length) {
                    int got = inflater.inflate(row, n, row.length - n);
                    n += got;
                    if (got == 0) {
                        if (inflater.finished() || next == data.size()) {
                            throw new ImagingException("its data end at row " + y + " of " + height);
                        }
                        inflater.setInput(data.get(next++));
                    }
                }
                unfilter(row, above, size);
                sink.pixels(0, y, width, row, 1);
                byte[] swap = above;
                above = row;
                row = swap;
            }
        } catch (DataFormatException e) {
            throw new ImagingException("its data are not valid: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /** Undoes a row's filter (ISO/IEC 15948, section 9); byte 0 of a row is the filter's number. */
    private static void unfilter(byte[] row, byte[] above, int size) throws ImagingException {
        for (int i = 1; i < row.length; i++) {
            int left = i > size ? row[i - size] & 0xff : 0;
            int up = above[i] & 0xff;
            int corner = i > size ? above[i - size] & 0xff : 0;
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
}
