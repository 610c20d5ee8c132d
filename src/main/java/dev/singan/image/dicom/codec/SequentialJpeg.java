package dev.singan.image.dicom.codec;

import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;

/**
 * Baseline and extended sequential JPEG with Huffman coding, of one component of 8 or 12 bits (ITU-T T.81, annex F). The
 * platform's reader knows 8 bits only. The values are those of libjpeg's accurate integer transform.
 */
public final class SequentialJpeg {
    private static final int BLOCK = 8;
    /** Where the coefficients of the zigzag's order lie in a block, row by row. */
    private static final int[] ORDER = zigzag();

    private final JpegStream stream;
    private final HuffmanTable dc;
    private final HuffmanTable ac;
    private final int[] quantiser;
    private final JpegBits bits;
    private final InverseDct transform;
    private final short[] out;
    private final int[] block = new int[BLOCK * BLOCK];
    private int previous;

    private SequentialJpeg(JpegStream stream) throws ImagingException {
        if (stream.precision() != 8 && stream.precision() != 12) {
            throw new ImagingException(
                    "its JPEG data claim " + stream.precision() + " bits a sample; such JPEGs have 8 or 12");
        }
        this.stream = stream;
        this.dc = stream.huffman(0, stream.tables() >> 4);
        this.ac = stream.huffman(1, stream.tables() & 15);
        this.quantiser = stream.quantiser();
        this.bits = new JpegBits(stream.data());
        this.transform = new InverseDct(stream.precision());
        this.out = new short[stream.rows() * stream.columns()];
    }

    public static short[] decode(JpegStream stream) throws ImagingException {
        return new SequentialJpeg(stream).decode();
    }

    private short[] decode() throws ImagingException {
        int across = (stream.columns() + BLOCK - 1) / BLOCK;
        int blocks = across * ((stream.rows() + BLOCK - 1) / BLOCK);
        for (int i = 0; i < blocks; i++) {
            if (stream.restart() > 0 && i > 0 && i % stream.restart() == 0) {
                bits.restart();
                previous = 0;
            }
            coefficients();
            transform.apply(block);
            place(i % across * BLOCK, i / across * BLOCK);
        }
        return out;
    }

    private void coefficients() throws ImagingException {
        Arrays.fill(block, 0);
        previous += bits.difference(category(dc.read(bits)));
        block[0] = previous * quantiser[0];
        for (int k = 1; k < block.length; k++) {
            int symbol = ac.read(bits);
            int size = symbol & 15;
            if (size == 0 && symbol != 0xf0) {
                return;
            }
            k += symbol >> 4;
            if (k >= block.length) {
                throw new ImagingException("a block of its JPEG data has too many coefficients, the file is damaged");
            }
            block[ORDER[k]] = bits.difference(size) * quantiser[k];
        }
    }

    private static int category(int size) throws ImagingException {
        if (size > 15) {
            throw new ImagingException("its JPEG data have a difference of " + size + " bits, the file is damaged");
        }
        return size;
    }

    private void place(int x, int y) {
        int width = Math.min(BLOCK, stream.columns() - x);
        for (int row = 0; row < Math.min(BLOCK, stream.rows() - y); row++) {
            for (int i = 0; i < width; i++) {
                out[(y + row) * stream.columns() + x + i] = (short) block[row * BLOCK + i];
            }
        }
    }

    /** The diagonals from the upper left, every other one upwards (T.81, figure A.6). */
    private static int[] zigzag() {
        int[] order = new int[BLOCK * BLOCK];
        int n = 0;
        for (int diagonal = 0; diagonal < 2 * BLOCK - 1; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                int column = diagonal - row;
                if (row < BLOCK && column < BLOCK) {
                    order[n++] = row * BLOCK + column;
                }
            }
        }
        return order;
    }
}
