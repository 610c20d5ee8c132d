package dev.singan.image.dicom.codec;

import dev.singan.image.dicom.data.Bytes;
import dev.singan.image.dicom.data.PixelLayout;
import org.apache.commons.imaging.ImagingException;

/** Run-length coding (PS3.5, annex G): a segment for each byte of a pixel, the upper one first. */
public final class RunLengths {
    private static final int HEADER = 64;

    private RunLengths() {}

    public static short[] decode(Bytes data, PixelLayout layout) throws ImagingException {
        int bytes = (layout.allocated() + 7) / 8;
        int segments = layout.samples() * bytes;
        Bytes in = new Bytes(data.data(), data.from(), data.length(), false);
        if (in.length() < HEADER || in.integer(0) != segments) {
            throw new ImagingException("its run-length data have " + (in.length() < HEADER ? 0 : in.integer(0))
                    + " segments, expected " + segments);
        }
        short[] out = new short[layout.rows() * layout.columns() * layout.samples()];
        for (int i = 0; i < segments; i++) {
            int from = in.integer(4 + 4 * i);
            int to = i + 1 < segments ? in.integer(8 + 4 * i) : in.length();
            if (from < HEADER || to < from || to > in.length()) {
                throw new ImagingException("the table of its run-length segments is damaged");
            }
            unpack(in.slice(from, to - from), out, i / bytes, layout.samples(), i % bytes == bytes - 1 ? 0 : Byte.SIZE);
        }
        return out;
    }

    private static void unpack(Bytes in, short[] out, int first, int step, int shift) throws ImagingException {
        int to = first;
        int at = 0;
        while (to < out.length) {
            if (at + 1 >= in.length()) {
                throw new ImagingException("its run-length data end early, it may be cut off");
            }
            int head = (byte) in.unsignedByte(at++);
            int count = head >= 0 ? head + 1 : head == Byte.MIN_VALUE ? 0 : 1 - head;
            if (head >= 0 && at + count > in.length()) {
                throw new ImagingException("its run-length data end early, it may be cut off");
            }
            for (int i = 0; i < count && to < out.length; i++, to += step) {
                out[to] |= (short) (in.unsignedByte(head >= 0 ? at + i : at) << shift);
            }
            at += head >= 0 ? count : head == Byte.MIN_VALUE ? 0 : 1;
        }
    }
}
