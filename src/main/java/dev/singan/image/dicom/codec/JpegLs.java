package dev.singan.image.dicom.codec;

import dev.singan.image.codec.UnsupportedImage;
import java.util.Arrays;
import org.apache.commons.imaging.ImagingException;

/** JPEG-LS of one component, lossless and near-lossless, of 2 to 16 bits (ITU-T T.87, annex A). */
public final class JpegLs {
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegStream stream;
    private final JpegLsRules rules;
    private final JpegLsContexts contexts;
    private final JpegLsBits bits;
    private final int columns;
    private final short[] out;
    /** The row above and the current one, each with a sample before and one behind. */
    private int[] above;

    private int[] row;
    private int runIndex;

    private JpegLs(JpegStream stream) throws ImagingException {
        this.stream = stream;
        this.rules = JpegLsRules.of(stream);
        this.contexts = new JpegLsContexts(rules);
        this.bits = new JpegLsBits(stream.data());
        this.columns = stream.columns();
        this.out = new short[stream.rows() * columns];
        this.above = new int[columns + 2];
        this.row = new int[columns + 2];
    }

    public static short[] decode(JpegStream stream) throws ImagingException {
        if (stream.restart() > 0) {
            throw new UnsupportedImage("its JPEG-LS data have restart markers, which are not read." + RawCopy.HINT);
        }
        return new JpegLs(stream).decode();
    }

    private short[] decode() throws ImagingException {
        int transform = stream.parameter(2) & 15;
        for (int y = 0; y < stream.rows(); y++) {
            above[columns + 1] = above[columns];
            row[0] = above[1];
            row();
            for (int x = 0; x < columns; x++) {
                out[y * columns + x] = (short) (row[x + 1] << transform);
            }
            int[] free = above;
            above = row;
            row = free;
        }
        return out;
    }

    private void row() throws ImagingException {
        for (int x = 1; x <= columns; ) {
            int context = rules.context(above[x + 1] - above[x], above[x] - above[x - 1], above[x - 1] - row[x - 1]);
            if (context == 0) {
                x = run(x);
            } else {
                row[x] = regular(x, context);
                x++;
            }
        }
    }

    private int regular(int x, int signedContext) throws ImagingException {
        int sign = signedContext < 0 ? -1 : 1;
        int context = sign * signedContext;
        int predicted = rules.clamped(
                JpegLsRules.median(row[x - 1], above[x], above[x - 1]) + sign * contexts.correction(context));
        int k = contexts.golomb(context);
        int error = contexts.error(context, k, bits.golomb(k, rules.limit(), rules.bits()));
        contexts.update(context, error);
        return rules.reconstructed(predicted, sign * error);
    }

    /** Reads a run of the sample at the left and what interrupts it. */
    private int run(int start) throws ImagingException {
        int x = start;
        int value = row[x - 1];
        while (x <= columns && bits.read(1) == 1) {
            int whole = 1 << RUN_BITS[runIndex];
            int count = Math.min(whole, columns + 1 - x);
            Arrays.fill(row, x, x + count, value);
            x += count;
            runIndex += count == whole && runIndex < RUN_BITS.length - 1 ? 1 : 0;
        }
        if (x > columns) {
            return x;
        }
        int count = bits.read(RUN_BITS[runIndex]);
        if (x + count > columns) {
            throw new ImagingException("a run of its JPEG-LS data is longer than a row, the file is damaged");
        }
        Arrays.fill(row, x, x + count, value);
        x += count;
        row[x] = interruption(value, above[x]);
        runIndex -= runIndex > 0 ? 1 : 0;
        return x + 1;
    }

    private int interruption(int left, int up) throws ImagingException {
        int type = Math.abs(left - up) <= rules.near() ? 1 : 0;
        int k = contexts.runGolomb(type);
        int mapped = bits.golomb(k, rules.limit() - RUN_BITS[runIndex] - 1, rules.bits());
        int error = contexts.runError(type, k, mapped);
        contexts.updateRun(type, error, mapped);
        return type == 1 ? rules.reconstructed(left, error) : rules.reconstructed(up, left > up ? -error : error);
    }
}
