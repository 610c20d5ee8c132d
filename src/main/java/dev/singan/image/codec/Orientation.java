package dev.singan.image.codec;

import java.io.IOException;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/** Where a file's first row and column lie in the upright image: the values 1 to 8 of the tag of TIFF 6.0 and EXIF. */
public enum Orientation {
    /** First row on top, first column at the left. */
    UPRIGHT(false, false, false),
    /** On top, at the right. */
    MIRRORED(true, false, false),
    /** At the bottom, at the right. */
    TURNED(true, true, false),
    /** At the bottom, at the left. */
    UPSIDE_DOWN(false, true, false),
    /** Rows are columns: first row at the left, first column on top. */
    TRANSPOSED(false, false, true),
    /** First row at the right, first column on top. */
    QUARTER_RIGHT(true, false, true),
    /** First row at the right, first column at the bottom. */
    TRANSVERSE(true, true, true),
    /** First row at the left, first column at the bottom. */
    QUARTER_LEFT(false, true, true);

    private final boolean fromRight;
    private final boolean fromBottom;
    private final boolean transposed;

    Orientation(boolean fromRight, boolean fromBottom, boolean transposed) {
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
        this.transposed = transposed;
    }

    /** By the tag's value; as OpenCV does, upright for a value that is none of the eight. */
    public static Orientation of(int tag) {
        return tag >= 1 && tag <= values().length ? values()[tag - 1] : UPRIGHT;
    }

    /** By EXIF metadata, a TIFF without an image; as OpenCV does, upright where they cannot be understood. */
    public static Orientation ofExif(byte[] exif) {
        try {
            TiffField field = new TiffReader(false)
                    .readFirstDirectory(ByteSource.array(exif), false, FormatCompliance.getDefault())
                    .directories
                    .get(0)
                    .findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
            return field == null ? UPRIGHT : of(field.getIntValue());
        } catch (IOException | RuntimeException e) {
            return UPRIGHT;
        }
    }

    /** A sink that takes the file's pixels and passes them on upright. */
    public PixelSink upright(PixelSink sink) {
        return this == UPRIGHT ? sink : new UprightSink(sink, fromRight, fromBottom, transposed);
    }
}
