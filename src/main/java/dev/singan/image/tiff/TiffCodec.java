package dev.singan.image.tiff;

import dev.singan.image.codec.ImageLimits;
import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.jpeg.JpegFrame;
import java.util.Map;

/** Compressions of TIFF, by the value of their tag. */
enum TiffCodec {
    NONE(1, false),
    HUFFMAN(2, false),
    FAX3(3, false),
    FAX4(4, false),
    LZW(5, true),
    JPEG(7, false),
    DEFLATE(8, true),
    PACKBITS(32773, false),
    /** Deflate as it was numbered before Adobe gave it its number. */
    OLD_DEFLATE(32946, true),
    ZSTD(50000, true);

    private static final Map<Integer, String> UNREAD = Map.ofEntries(
            Map.entry(6, "JPEG of TIFF 6.0"),
            Map.entry(32766, "NeXT"),
            Map.entry(32771, "CCITT RLE with words"),
            Map.entry(32809, "ThunderScan"),
            Map.entry(32909, "Pixar's log"),
            Map.entry(33003, "JPEG 2000"),
            Map.entry(33005, "JPEG 2000"),
            Map.entry(34661, "JBIG"),
            Map.entry(34676, "SGI's log"),
            Map.entry(34677, "SGI's log of 24 bits"),
            Map.entry(34712, "JPEG 2000"),
            Map.entry(34887, "LERC"),
            Map.entry(34892, "lossy JPEG of DNG"),
            Map.entry(34925, "LZMA"),
            Map.entry(50001, "WebP"),
            Map.entry(50002, "JPEG XL"),
            Map.entry(52546, "JPEG XL"));

    private final int tag;
    private final boolean predicts;

    TiffCodec(int tag, boolean predicts) {
        this.tag = tag;
        this.predicts = predicts;
    }

    /** @throws UnsupportedImage where no such compression is read; the message names it */
    static TiffCodec of(int tag) throws UnsupportedImage {
        for (TiffCodec codec : values()) {
            if (codec.tag == tag) {
                return codec;
            }
        }
        throw new UnsupportedImage("its compression is " + tag + " (" + UNREAD.getOrDefault(tag, "unknown")
                + "); none, LZW, deflate, PackBits, CCITT, JPEG and Zstandard are read");
    }

    /** Whether it codes one bit a pixel. */
    boolean isBilevel() {
        return this == HUFFMAN || this == FAX3 || this == FAX4;
    }

    /** Whether the Predictor tag applies; libtiff passes it over for the others. */
    boolean predicts() {
        return predicts;
    }

    /**
     * The most bytes that it makes of one: a Zstandard block of one byte four, an LZW table that is full some 3840 by 12
     * bits, a JPEG's block a bit, an unchanged row of CCITT's two-dimensional codes a bit.
     */
    long ratio(int rowBytes) {
        return switch (this) {
            case NONE -> 1;
            case PACKBITS -> 64;
            case DEFLATE, OLD_DEFLATE -> ImageLimits.DEFLATE_RATIO;
            case LZW -> 2731;
            case JPEG -> JpegFrame.RATIO;
            case ZSTD -> 1 << 15;
            case HUFFMAN, FAX3, FAX4 -> Math.max(256, 8L * rowBytes);
        };
    }
}
