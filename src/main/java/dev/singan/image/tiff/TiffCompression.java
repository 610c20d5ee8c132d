package dev.singan.image.tiff;

/** How the strips of a TIFF are packed. */
public enum TiffCompression {
    /** As they are. */
    NONE(1),
    /** Lempel-Ziv-Welch (TIFF 6.0, section 13). */
    LZW(5),
    /** Deflate as Adobe numbers it. */
    DEFLATE(8),
    /** Run lengths (TIFF 6.0, section 9). */
    PACKBITS(32773);

    private final int tag;

    TiffCompression(int tag) {
        this.tag = tag;
    }

    int tag() {
        return tag;
    }
}
