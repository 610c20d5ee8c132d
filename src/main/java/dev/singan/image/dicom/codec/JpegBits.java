package dev.singan.image.dicom.codec;

import dev.singan.image.dicom.data.Bytes;
import org.apache.commons.imaging.ImagingException;

/** The bits of a JPEG scan, upper ones first, without the zero bytes that are stuffed behind 0xff (ITU-T T.81, section F.2.2.5). */
final class JpegBits {
    private final Bytes in;
    private int at;
    private long bits;
    private int count;
    /** Bits that stand in for what does not follow; none of them may be used up. */
    private int invented;

    JpegBits(Bytes in) {
        this.in = in;
    }

    /** The next bits without taking them, at most 16. */
    int peek(int n) {
        if (count < n) {
            fill();
        }
        return (int) (bits >>> count - n) & (1 << n) - 1;
    }

    void skip(int n) throws ImagingException {
        count -= n;
        if (count < invented) {
            throw new ImagingException("its JPEG data end early, it may be cut off");
        }
    }

    /** Takes the next bits, at most 16. */
    int read(int n) throws ImagingException {
        int value = peek(n);
        skip(n);
        return value;
    }

    /** A difference of a category (T.81, table F.1 and section F.2.2.1). */
    int difference(int category) throws ImagingException {
        if (category == 0) {
            return 0;
        }
        int value = read(category);
        return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    /** Takes a restart marker, and what is left of the byte before it. */
    void restart() throws ImagingException {
        bits = 0;
        count = 0;
        invented = 0;
        while (at + 1 < in.length() && !(in.unsignedByte(at) == 0xff && in.unsignedByte(at + 1) != 0)) {
            at++;
        }
        if (at + 1 >= in.length() || in.unsignedByte(at + 1) < 0xd0 || in.unsignedByte(at + 1) > 0xd7) {
            throw new ImagingException("its JPEG data lack a restart marker, the file is damaged");
        }
        at += 2;
    }

    private void fill() {
        while (count <= 48) {
            int value = next();
            invented += value < 0 ? Byte.SIZE : 0;
            bits = bits << Byte.SIZE | Math.max(0, value);
            count += Byte.SIZE;
        }
    }

    /** The next byte; -1 at a marker or the end. */
    private int next() {
        if (at >= in.length()) {
            return -1;
        }
        int value = in.unsignedByte(at);
        if (value != 0xff) {
            at++;
            return value;
        }
        if (at + 1 < in.length() && in.unsignedByte(at + 1) == 0) {
            at += 2;
            return value;
        }
        return -1;
    }
}
