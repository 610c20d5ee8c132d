package dev.singan.image.jpeg;

import dev.singan.image.codec.Orientation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;

/**
 * The segments of a JPEG (ITU-T T.81, annex B): its frame, what the application segments say of colours and orientation,
 * and a copy of the rest, which is what a decoder that shall not convert between colours is to see.
 */
public final class JpegSegments {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;

    private final byte[] bytes;
    private final ByteArrayOutputStream core = new ByteArrayOutputStream();
    private int at;
    private JpegFrame frame = JpegFrame.NONE;
    private boolean jfif;
    private int adobe = -1;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegSegments(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws ImagingException where the structure is damaged or the file ends before its last marker */
    public static JpegSegments of(byte[] bytes) throws ImagingException {
        JpegSegments segments = new JpegSegments(bytes);
        int marker = segments.marker();
        while (marker != EOI) {
            segments.segment(marker);
            marker = segments.marker();
        }
        return segments;
    }

    public JpegFrame frame() {
        return frame;
    }

    Orientation orientation() {
        return orientation;
    }

    /** Whether three components are red, green and blue rather than YCbCr, by the rules of libjpeg. */
    boolean isRgb() {
        if (jfif || adobe >= 0) {
            return !jfif && adobe == 0;
        }
        return Arrays.equals(frame.ids(), new int[] {'R', 'G', 'B'});
    }

    /** All segments but the application's and comments, without the first and the last marker. */
    public byte[] core() {
        return core.toByteArray();
    }

    private int marker() throws ImagingException {
        while (at + 1 < bytes.length && (bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) == 0xff) {
            at++;
        }
        if (at + 1 >= bytes.length) {
            throw new ImagingException("it ends before its last marker, it may be cut off");
        }
        if ((bytes[at] & 0xff) != 0xff) {
            throw new ImagingException("a marker was expected at byte " + at + ", the file is damaged");
        }
        at += 2;
        return bytes[at - 1] & 0xff;
    }

    private void segment(int marker) throws ImagingException {
        if (marker == SOI) {
            return;
        }
        int length = at + 2 > bytes.length ? 0 : (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        if (length < 2 || at + length > bytes.length) {
            throw new ImagingException("it ends within a segment, it may be cut off");
        }
        ByteBuffer body = ByteBuffer.wrap(bytes, at + 2, length - 2).slice();
        int start = at - 2;
        at += length;
        if (marker == SOS) {
            skipScan();
        }
        if (marker >= APP0 && marker <= APP15) {
            application(marker, body);
        } else if (marker != COMMENT) {
            frame = JpegFrame.isFrame(marker) ? JpegFrame.of(marker, body) : frame;
            core.write(bytes, start, at - start);
        }
    }

    /** Entropy-coded data end at the next marker that is neither a stuffed byte nor a restart. */
    private void skipScan() {
        while (at + 1 < bytes.length && ((bytes[at] & 0xff) != 0xff || isWithinScan(bytes[at + 1] & 0xff))) {
            at++;
        }
    }

    private static boolean isWithinScan(int marker) {
        return marker == 0 || marker >= 0xd0 && marker <= 0xd7 || marker == 0xff;
    }

    private void application(int marker, ByteBuffer body) {
        if (marker == APP0 && starts(body, "JFIF\0")) {
            jfif = true;
        } else if (marker == APP1 && starts(body, "Exif\0\0")) {
            orientation = Orientation.ofExif(Arrays.copyOfRange(bytes, at - body.capacity() + 6, at));
        } else if (marker == APP14 && starts(body, "Adobe") && body.capacity() >= 12) {
            adobe = body.get(11) & 0xff;
        }
    }

    private static boolean starts(ByteBuffer body, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i >= body.capacity() || body.get(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
