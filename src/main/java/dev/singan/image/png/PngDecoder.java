package dev.singan.image.png;

import dev.singan.image.codec.Orientation;
import dev.singan.image.codec.PixelSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.imaging.ImagingException;

/**
 * Reads PNGs of every colour type and depth, row by row. What a PNG says on how to show it - gamma, profiles, the
 * transparency of colours - does not touch its values, as with OpenCV and Pillow; Commons Imaging and ImageIO, which
 * decode to images that are to be shown, let it, and need the whole image a second time.
 */
public final class PngDecoder {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;

    /** Adam7's passes: first column and row, steps between columns and rows. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    private final List<ByteBuffer> data = new ArrayList<>();
    private byte[] palette = {};
    private Orientation orientation = Orientation.UPRIGHT;
    private final PngHeader header;
    private final PixelSink sink;

    private PngDecoder(byte[] bytes, PixelSink sink) throws ImagingException {
        this.header = PngHeader.of(chunks(bytes), bytes.length);
        this.sink = orientation.upright(sink);
    }

    public static void decode(byte[] bytes, PixelSink sink) throws ImagingException {
        new PngDecoder(bytes, sink).decode();
    }

    private void decode() throws ImagingException {
        sink.begin(header.width(), header.height(), header.channels(), header.channelBytes(), PixelSink.Origin.STORED);
        PngPixels pixels = new PngPixels(header, palette);
        try (PngRows rows = new PngRows(data, header.rowBytes(1))) {
            for (int[] pass : header.interlaced() ? ADAM7 : WHOLE) {
                pass(rows, pixels, pass[0], pass[1], pass[2], pass[3]);
            }
        }
    }

    private void pass(PngRows rows, PngPixels pixels, int left, int top, int across, int down) throws ImagingException {
        int columns = (header.width() - left + across - 1) / across;
        if (columns < 1) {
            return;
        }
        rows.begin(header.rowBytes(columns));
        for (int y = top; y < header.height(); y += down) {
            byte[] line = pixels.row(rows.next(), columns);
            if (across == 1) {
                sink.pixels(0, y, columns, line, pixels.from());
            } else {
                for (int i = 0; i < columns; i++) {
                    sink.pixels(left + i * across, y, 1, line, pixels.from() + i * pixels.pixelBytes());
                }
            }
        }
    }

    /** Walks through the chunks, keeps what the pixels need, and returns the header. */
    private ByteBuffer chunks(byte[] bytes) throws ImagingException {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(8);
        ByteBuffer found = null;
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int type = in.getInt(in.position());
            ByteBuffer body = body(in, bytes, length);
            if (type == IHDR && length == 13) {
                found = body;
            } else if (type == PLTE) {
                palette = rest(body);
            } else if (type == EXIF) {
                orientation = Orientation.ofExif(rest(body));
            } else if (type == IDAT) {
                data.add(body);
            } else if (type == IEND && found != null) {
                return found;
            }
        }
        throw new ImagingException("it ends before its last chunk, it may be cut off");
    }

    private static byte[] rest(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static ByteBuffer body(ByteBuffer in, byte[] bytes, int length) throws ImagingException {
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
        return body;
    }
}
