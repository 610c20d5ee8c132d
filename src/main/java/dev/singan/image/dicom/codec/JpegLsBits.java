package dev.singan.image.dicom.codec;

import dev.singan.image.dicom.data.Bytes;
import org.apache.commons.imaging.ImagingException;

/** The bits of a JPEG-LS scan: behind a byte of 0xff comes one of seven bits (ITU-T T.87, section 9.1). */
final class JpegLsBits {
    private final Bytes in;
    private int at;
    private long bits;
    private int count;
    private boolean escaped;

    JpegLsBits(Bytes in) {
        this.in = in;
    }

    /** Takes the next bits, at most 32. */
    int read(int n) throws ImagingException {
        if (count < n) {
            fill();
            if (count < n) {
                throw new ImagingException("its JPEG-LS data end early, it may be cut off");
            }
        }
        count -= n;
        return (int) (bits >>> count & (1L << n) - 1);
    }

    /**
     * Takes a Golomb code of limited length (T.87, section A.5.3).
     *
     * @param k bits of its rest
     * @param limit its greatest length
     * @param whole bits of a number that has no shorter code
     */
    int golomb(int k, int limit, int whole) throws ImagingException {
        int zeros = zeros(limit);
        return zeros < limit - whole - 1 ? zeros << k | read(k) : read(whole) + 1;
    }

    /** Takes zeros, at most as many, and the one behind them: all that are in the buffer at once. */
    private int zeros(int most) throws ImagingException {
        int zeros = 0;
        while (zeros <= most) {
            if (count == 0) {
                read(1);
                count++;
            }
            int here = Math.min(count, Long.numberOfLeadingZeros(bits << Long.SIZE - count));
            zeros += here;
            count -= here;
            if (count > 0 && zeros <= most) {
                count--;
                return zeros;
            }
        }
        throw new ImagingException("its JPEG-LS data have too long a code, the file is damaged");
    }

    private void fill() {
        while (count <= 48 && at < in.length()) {
            int value = in.unsignedByte(at);
            if (escaped && value > 0x7f) {
                return; // a marker
            }
            at++;
            int width = escaped ? 7 : 8;
            bits = bits << width | value;
            count += width;
            escaped = value == 0xff;
        }
    }
}
