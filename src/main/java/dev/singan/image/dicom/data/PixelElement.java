package dev.singan.image.dicom.data;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The attribute of the pixel data.
 *
 * @param tag its tag: integers, or floating-point numbers
 * @param fragments the value, or the fragments of an encapsulated one without its offset table
 * @param encapsulated whether the value is a codec's
 * @param words whether the value counts in 16-bit words (OW)
 */
public record PixelElement(int tag, List<Bytes> fragments, boolean encapsulated, boolean words) {
    /** All fragments together: a frame may lie in several, and only files of one frame are read. */
    public Bytes together() {
        if (fragments.size() == 1) {
            return fragments.get(0);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        fragments.forEach(piece -> all.write(piece.data(), piece.from(), piece.length()));
        byte[] bytes = all.toByteArray();
        return new Bytes(bytes, 0, bytes.length, false);
    }
}
