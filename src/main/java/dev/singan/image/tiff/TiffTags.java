package dev.singan.image.tiff;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.fieldtypes.AbstractFieldType;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;

/** The first directory of a TIFF or BigTIFF, parsed by Commons Imaging; its numbers are unsigned. */
final class TiffTags {
    private final TiffDirectory directory;

    TiffTags(byte[] bytes) throws IOException {
        this.directory = new TiffReader(false)
                .readFirstDirectory(ByteSource.array(bytes), false, FormatCompliance.getDefault())
                .directories
                .get(0);
    }

    boolean bigEndian() {
        return directory.getByteOrder() == ByteOrder.BIG_ENDIAN;
    }

    boolean has(TagInfo tag) throws ImagingException {
        return directory.findField(tag) != null;
    }

    /** A tag's only or first value, or another number where there is no such tag; at most the greatest int. */
    int value(TagInfo tag, int otherwise) throws ImagingException {
        return (int) Math.min(Integer.MAX_VALUE, values(tag, otherwise)[0]);
    }

    /** A tag's values, or others where there is no such tag. */
    long[] values(TagInfo tag, long... otherwise) throws ImagingException {
        TiffField field = directory.findField(tag);
        if (field == null) {
            return otherwise;
        }
        long mask = field.getFieldType() == AbstractFieldType.SHORT
                ? 0xffff
                : field.getFieldType() == AbstractFieldType.LONG ? 0xffff_ffffL : -1;
        long[] values =
                Arrays.stream(field.getLongArrayValue()).map(v -> v & mask).toArray();
        if (values.length == 0 || Arrays.stream(values).anyMatch(v -> v < 0)) {
            throw new ImagingException("its tag " + tag.name + " has no value, or a negative one");
        }
        return values;
    }

    /** A tag's bytes; none where there is no such tag. */
    byte[] bytes(TagInfo tag) throws ImagingException {
        TiffField field = directory.findField(tag);
        return field == null ? new byte[0] : field.getByteArrayValue();
    }
}
