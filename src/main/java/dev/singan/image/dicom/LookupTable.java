package dev.singan.image.dicom;

import dev.singan.image.dicom.data.Bytes;
import dev.singan.image.dicom.data.DataSet;
import dev.singan.image.dicom.data.Tag;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/**
 * A look-up table of a file (PS3.3, section C.11.1.1.1).
 *
 * @param first the value that its first entry stands for; those below take it too, and those above the last one's take that
 * @param bits bits of an entry
 * @param entries the entries
 */
record LookupTable(int first, int bits, int[] entries) {
    /** The first table of a sequence; null where there is none. */
    static @Nullable LookupTable of(DataSet set, int sequence, boolean signed) throws ImagingException {
        if (set.items(sequence).isEmpty()) {
            return null;
        }
        DataSet item = set.items(sequence).get(0);
        Bytes descriptor = item.bytes(Tag.LUT_DESCRIPTOR);
        Bytes data = item.bytes(Tag.LUT_DATA);
        if (descriptor == null || data == null || descriptor.length() < 6) {
            throw new ImagingException(
                    "its look-up table " + Tag.name(sequence) + " lacks its description or its data");
        }
        int count = descriptor.unsignedShort(0) == 0 ? 1 << 16 : descriptor.unsignedShort(0);
        int first = signed ? (short) descriptor.unsignedShort(2) : descriptor.unsignedShort(2);
        int bits = descriptor.unsignedShort(4);
        int bytes = data.length() >= 2 * count ? 2 : 1;
        if (data.length() < bytes * count || bits < 1 || bits > 16) {
            throw new ImagingException("its look-up table " + Tag.name(sequence) + " claims " + count + " entries of "
                    + bits + " bits, but has " + data.length() + " bytes");
        }
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = bytes == 2 ? data.unsignedShort(2 * i) : data.unsignedByte(i);
        }
        return new LookupTable(first, bits, entries);
    }

    int of(double value) {
        double index = Math.floor(value) - first;
        return entries[(int) Math.max(0, Math.min(entries.length - 1, index))];
    }
}
