package dev.singan.image.dicom.codec;

import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;

/** A Huffman table (ITU-T T.81, annex C), read by looking up the next bits. */
final class HuffmanTable {
    private static final int QUICK = 10;
    private static final int LONGEST = 16;

    /** Per next {@link #QUICK} bits the length of their code and its symbol, length in the upper byte; 0 where it is longer. */
    private final short[] quick = new short[1 << QUICK];
    /** Per length the end of its codes, left-aligned to 16 bits. */
    private final int[] ends = new int[LONGEST + 1];
    /** Per length what is added to a code to get its symbol's index. */
    private final int[] offsets = new int[LONGEST + 1];

    private final byte[] symbols;

    /**
     * @param counts how many codes there are of each length from 1 to 16
     * @param symbols theirs, in order
     */
    HuffmanTable(int[] counts, byte[] symbols) throws ImagingException {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offsets[length] = index - code;
            if (code + counts[length - 1] > 1 << length) {
                throw new ImagingException("its Huffman table is damaged");
            }
            for (int i = 0; i < counts[length - 1]; i++, code++, index++) {
                if (length <= QUICK) {
                    int from = code << QUICK - length;
                    short entry = (short) (length << Byte.SIZE | symbols[index] & 0xff);
                    Arrays.fill(quick, from, from + (1 << QUICK - length), entry);
                }
            }
            ends[length] = code << LONGEST - length;
            code <<= 1;
        }
    }

    /** Takes a symbol. */
    int read(JpegBits bits) throws ImagingException {
        int next = bits.peek(LONGEST);
        int entry = quick[next >> LONGEST - QUICK];
        if (entry != 0) {
            bits.skip(entry >> Byte.SIZE);
            return entry & 0xff;
        }
        int length = QUICK + 1;
        while (length <= LONGEST && next >= ends[length]) {
            length++;
        }
        if (length > LONGEST) {
            throw new ImagingException("its JPEG data have a code that no table has, the file is damaged");
        }
        bits.skip(length);
        return symbols[(next >> LONGEST - length) + offsets[length]] & 0xff;
    }
}
