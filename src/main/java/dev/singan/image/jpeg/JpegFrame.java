package dev.singan.image.jpeg;

import dev.singan.image.codec.ImageLimits;
import dev.singan.image.codec.UnsupportedImage;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.commons.imaging.ImagingException;

/**
 * The frame header of a JPEG (ITU-T T.81, section B.2.2).
 *
 * @param process the marker's second byte: 0xc0 baseline, 0xc1 extended, 0xc2 progressive
 * @param precision bits of a sample
 * @param width columns
 * @param height rows
 * @param ids the components' numbers
 */
public record JpegFrame(int process, int precision, int width, int height, int[] ids) {
    static final JpegFrame NONE = new JpegFrame(0, 0, 0, 0, new int[0]);
    /** More than any process reaches: a bit for each block of 64 samples of a channel, 16 fold where that is subsampled. */
    public static final int RATIO = 8192;

    private static final Map<Integer, String> UNREAD = Map.ofEntries(
            Map.entry(0xc3, "lossless JPEG"),
            Map.entry(0xc5, "hierarchical JPEG"),
            Map.entry(0xc6, "hierarchical JPEG"),
            Map.entry(0xc7, "hierarchical JPEG"),
            Map.entry(0xc9, "JPEG with arithmetic coding"),
            Map.entry(0xca, "JPEG with arithmetic coding"),
            Map.entry(0xcb, "JPEG with arithmetic coding"),
            Map.entry(0xcd, "JPEG with arithmetic coding"),
            Map.entry(0xce, "JPEG with arithmetic coding"),
            Map.entry(0xcf, "JPEG with arithmetic coding"),
            Map.entry(0xf7, "JPEG-LS"));

    static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xc2 || UNREAD.containsKey(marker);
    }

    static JpegFrame of(int marker, ByteBuffer body) throws ImagingException {
        if (body.capacity() < 6 || body.capacity() < 6 + 3 * body.get(5)) {
            throw new ImagingException("its frame header is too short, the file is damaged");
        }
        int[] ids = new int[body.get(5) & 0xff];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = body.get(6 + 3 * i) & 0xff;
        }
        return new JpegFrame(marker, body.get(0) & 0xff, body.getShort(3) & 0xffff, body.getShort(1) & 0xffff, ids);
    }

    /** @throws ImagingException where it is missing, of a kind that is not read, or claims more than the file can hold */
    public void check(long fileBytes) throws ImagingException {
        if (process == 0) {
            throw new ImagingException("it has no frame header, the file is damaged");
        }
        if (UNREAD.containsKey(process)) {
            throw new UnsupportedImage("it is " + UNREAD.get(process) + "; baseline and progressive JPEGs are read");
        }
        if (precision != Byte.SIZE) {
            throw new UnsupportedImage("it is a JPEG of " + precision + " bits; those of 8 bits are read");
        }
        if (ids.length != 1 && ids.length != 3) {
            throw new UnsupportedImage("it is a JPEG of " + ids.length
                    + " components (four are CMYK), whose grey is nowhere stated; grey and colours are read");
        }
        ImageLimits.checkSize(width, height, (long) width * height * ids.length, RATIO, fileBytes);
    }
}
