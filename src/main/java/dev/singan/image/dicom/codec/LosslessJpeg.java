package dev.singan.image.dicom.codec;

import dev.singan.image.codec.UnsupportedImage;
import org.apache.commons.imaging.ImagingException;

/** Lossless JPEG with Huffman coding, process 14 with any of its predictors (ITU-T T.81, annex H), of 2 to 16 bits. */
public final class LosslessJpeg {
    private static final int HALF = 16;

    private final JpegStream stream;
    private final int columns;
    private final int predictor;
    private final int transform;
    private final HuffmanTable table;
    private final JpegBits bits;
    private final short[] out;

    private LosslessJpeg(JpegStream stream) throws ImagingException {
        this.stream = stream;
        this.columns = stream.columns();
        this.predictor = stream.parameter(0);
        this.transform = stream.parameter(2) & 15;
        this.table = stream.huffman(0, stream.tables() >> 4);
        this.bits = new JpegBits(stream.data());
        this.out = new short[stream.rows() * columns];
        if (predictor < 1 || predictor > 7 || transform >= stream.precision()) {
            throw new ImagingException("its JPEG data name the predictor " + predictor + " and the point transform "
                    + transform + ", the file is damaged");
        }
        if (stream.restart() % columns != 0) {
            throw new UnsupportedImage("its JPEG data restart within a row, which is not read." + RawCopy.HINT);
        }
    }

    public static short[] decode(JpegStream stream) throws ImagingException {
        return new LosslessJpeg(stream).decode();
    }

    private short[] decode() throws ImagingException {
        int interval = stream.restart() / columns;
        for (int y = 0; y < stream.rows(); y++) {
            boolean restarts = interval > 0 && y > 0 && y % interval == 0;
            if (restarts) {
                bits.restart();
            }
            row(y * columns, y == 0 || restarts);
        }
        for (int i = 0; transform > 0 && i < out.length; i++) {
            out[i] <<= transform;
        }
        return out;
    }

    /** A row: the first one after a start is predicted from the left, the first sample of the others from above. */
    private void row(int from, boolean first) throws ImagingException {
        int middle = 1 << stream.precision() - transform - 1;
        put(from, first ? middle : out[from - columns] & 0xffff);
        for (int i = from + 1; i < from + columns; i++) {
            put(i, first ? out[i - 1] & 0xffff : predicted(i));
        }
    }

    private int predicted(int i) {
        int left = out[i - 1] & 0xffff;
        int above = out[i - columns] & 0xffff;
        int corner = out[i - columns - 1] & 0xffff;
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + (above - corner >> 1);
            case 6 -> above + (left - corner >> 1);
            default -> left + above >> 1;
        };
    }

    private void put(int i, int prediction) throws ImagingException {
        int category = table.read(bits);
        if (category > HALF) {
            throw new ImagingException("its JPEG data have a difference of " + category + " bits, the file is damaged");
        }
        int difference = category == HALF ? 1 << 15 : bits.difference(category);
        out[i] = (short) (prediction + difference);
    }
}
