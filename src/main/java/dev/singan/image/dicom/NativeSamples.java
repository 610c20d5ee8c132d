package dev.singan.image.dicom;

import dev.singan.image.dicom.data.Bytes;
import dev.singan.image.dicom.data.PixelElement;
import dev.singan.image.dicom.data.PixelLayout;
import org.apache.commons.imaging.ImagingException;

/** Samples as they lie in the file without compression (PS3.5, section 8.1.1 and annex D). */
final class NativeSamples implements Samples {
    private final Bytes data;
    private final PixelLayout layout;
    /** What turns a byte's index where 8-bit samples lie in words of which the upper byte comes first. */
    private final int swap;

    private NativeSamples(Bytes data, PixelLayout layout, int swap) {
        this.data = data;
        this.layout = layout;
        this.swap = swap;
    }

    static NativeSamples of(PixelElement element, PixelLayout layout) throws ImagingException {
        Bytes data = element.together();
        if (data.length() < layout.bytes()) {
            throw new ImagingException("its pixel data have " + data.length() + " bytes, but " + layout.columns() + "x"
                    + layout.rows() + " pixels take " + layout.bytes() + "; it may be cut off");
        }
        boolean swapped = data.bigEndian() && element.words() && layout.allocated() <= Byte.SIZE;
        return new NativeSamples(data, layout, swapped ? 1 : 0);
    }

    @Override
    public void row(int y, int[] out) {
        if (!layout.isGrey()) {
            colours(y, out);
        } else if (layout.allocated() == Short.SIZE) {
            words(y * layout.columns(), out);
        } else {
            small(y * layout.columns(), out);
        }
    }

    private void words(int first, int[] out) {
        byte[] bytes = data.data();
        int low = data.from() + 2 * first + (data.bigEndian() ? 1 : 0);
        int high = data.from() + 2 * first + (data.bigEndian() ? 0 : 1);
        for (int i = 0; i < layout.columns(); i++) {
            out[i] = (bytes[high + 2 * i] & 0xff) << Byte.SIZE | bytes[low + 2 * i] & 0xff;
        }
    }

    private void small(int first, int[] out) {
        boolean bits = layout.allocated() == 1;
        for (int i = 0; i < layout.columns(); i++) {
            int at = first + i;
            out[i] = bits ? octet(at >> 3) >> (at & 7) & 1 : octet(at);
        }
    }

    private void colours(int y, int[] out) {
        int pixels = layout.rows() * layout.columns();
        int first = y * layout.columns();
        for (int i = 0; i < 3 * layout.columns(); i++) {
            out[i] = octet(layout.planar() ? i % 3 * pixels + first + i / 3 : 3 * first + i);
        }
    }

    private int octet(int index) {
        int at = index ^ swap;
        return at < data.length() ? data.unsignedByte(at) : 0;
    }
}
