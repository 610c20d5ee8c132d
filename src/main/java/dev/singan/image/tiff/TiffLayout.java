package dev.singan.image.tiff;

import dev.singan.image.codec.Bits;
import dev.singan.image.codec.UnsupportedImage;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/**
 * How the samples of a TIFF lie in its strips or tiles.
 *
 * @param width columns
 * @param height rows
 * @param bits bits of a sample, 1 to 64
 * @param samples samples of a pixel
 * @param photometric 0 grey from white, 1 grey from black, 2 RGB, 3 palette, 6 YCbCr
 * @param separate whether each sample has strips or tiles of its own
 * @param format 1 unsigned, 2 signed, 3 floating point, 4 not said
 * @param codec the compression
 * @param difference whether samples are stored less their left neighbours
 * @param bigEndian whether the upper byte comes first
 */
record TiffLayout(
        int width,
        int height,
        int bits,
        int samples,
        int photometric,
        boolean separate,
        int format,
        TiffCodec codec,
        boolean difference,
        boolean bigEndian) {
    static final int WHITE_IS_ZERO = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int YCBCR = 6;
    private static final int SIGNED = 2;
    private static final int FLOAT = 3;
    private static final Map<Integer, String> UNREAD = Map.of(
            4, "a transparency mask",
            5, "CMYK or other inks",
            8, "CIE L*a*b*",
            9, "ICC L*a*b*",
            10, "ITU L*a*b*",
            32803, "a colour filter array",
            32844, "LogL",
            32845, "LogLuv",
            34892, "linear raw");

    static TiffLayout of(TiffTags tags) throws ImagingException {
        long[] depths = tags.values(TiffTagConstants.TIFF_TAG_BITS_PER_SAMPLE, 1);
        long[] formats = tags.values(TiffTagConstants.TIFF_TAG_SAMPLE_FORMAT, 1);
        if (Arrays.stream(depths).anyMatch(d -> d != depths[0])
                || Arrays.stream(formats).anyMatch(f -> f != formats[0])) {
            throw new UnsupportedImage("the samples of its pixels differ in their bits or formats");
        }
        TiffCodec codec = TiffCodec.of(tags.value(TiffTagConstants.TIFF_TAG_COMPRESSION, 1));
        int predictor = codec.predicts() ? tags.value(TiffTagConstants.TIFF_TAG_PREDICTOR, 1) : 1;
        TiffLayout layout = new TiffLayout(
                tags.value(TiffTagConstants.TIFF_TAG_IMAGE_WIDTH, 0),
                tags.value(TiffTagConstants.TIFF_TAG_IMAGE_LENGTH, 0),
                (int) Math.min(depths[0], Integer.MAX_VALUE),
                tags.value(TiffTagConstants.TIFF_TAG_SAMPLES_PER_PIXEL, 1),
                tags.value(TiffTagConstants.TIFF_TAG_PHOTOMETRIC_INTERPRETATION, 1),
                tags.value(TiffTagConstants.TIFF_TAG_PLANAR_CONFIGURATION, 1) == 2,
                (int) Math.min(formats[0], Integer.MAX_VALUE),
                codec,
                predictor == 2,
                tags.bigEndian());
        layout.checkCoding(predictor);
        layout.checkSamples();
        return layout;
    }

    private void checkCoding(int predictor) throws ImagingException {
        if (bits < 1 || bits > 64 || samples < 1 || samples > 16) {
            throw new ImagingException("it claims " + samples + " samples of " + bits + " bits a pixel");
        }
        if (predictor > 2 || difference && bits != 8 && bits != 16 && bits != 32) {
            throw new UnsupportedImage("its predictor is " + predictor + " for samples of " + bits
                    + " bits; 1 (none) and 2 (differences, of 8, 16 and 32 bits) are read");
        }
        if (codec.isBilevel() && (bits != 1 || samples != 1)) {
            throw new ImagingException("it claims CCITT compression for more than one bit a pixel");
        }
        if (codec == TiffCodec.JPEG && (bits != 8 || separate && samples > 1)) {
            throw new UnsupportedImage("it has JPEG data of " + bits + " bits" + (separate ? " in planes" : "")
                    + "; those of 8 bits a sample, side by side, are read");
        }
    }

    private void checkSamples() throws ImagingException {
        boolean known = photometric <= PALETTE || photometric == YCBCR && codec == TiffCodec.JPEG;
        if (!known) {
            throw new UnsupportedImage("its photometric interpretation is " + photometric + " ("
                    + (photometric == YCBCR ? "YCbCr outside JPEG" : UNREAD.getOrDefault(photometric, "unknown"))
                    + "); grey, RGB and palettes are read");
        }
        boolean gray = photometric <= 1;
        if (isColour() ? samples < 3 : samples > 2) {
            throw new UnsupportedImage("it has " + samples + " samples a pixel, where "
                    + (gray ? "grey" : isColour() ? "colour" : "a palette") + " has "
                    + (isColour() ? "three" : "one") + " (and alpha)");
        }
        if (photometric == PALETTE && (bits > 16 || format == FLOAT)) {
            throw new UnsupportedImage("it has a palette of " + bits + " bits; at most 16 are read");
        }
    }

    /** Whether pixels are red, green and blue in the file. */
    boolean isColour() {
        return photometric == RGB || photometric == YCBCR;
    }

    /** Whether the samples are unsigned numbers of at most 16 bits, which is what images have. */
    boolean isImage() {
        return bits <= 16 && !isFloat() && !isSigned();
    }

    /** Whether the samples are numbers that a mask may have: whole bytes, one a pixel, zero where there is nothing. */
    boolean isLabels() {
        boolean whole = isFloat() ? bits >= 32 : bits == 8 || bits == 16;
        return samples == 1 && photometric != WHITE_IS_ZERO && (whole || bits == 32 || bits == 64);
    }

    boolean isFloat() {
        return format == FLOAT;
    }

    boolean isSigned() {
        return format == SIGNED;
    }

    /** What the samples are, in words. */
    String sampleFormat() {
        return bits + "-bit " + (isFloat() ? "floating-point" : isSigned() ? "signed" : "unsigned") + " samples";
    }

    /** Samples of a pixel that lie in one strip or tile. */
    int samplesTogether() {
        return separate ? 1 : samples;
    }

    /** The strips or tiles that make up the same pixels and are needed: one, or that of each channel. */
    int planes() {
        return separate && isColour() ? 3 : 1;
    }

    /** Bytes of a row of so many columns in a strip or tile. */
    int rowBytes(long columns) {
        return Bits.bytes(columns * samplesTogether(), bits);
    }
}
