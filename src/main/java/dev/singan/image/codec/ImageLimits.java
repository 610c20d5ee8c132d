package dev.singan.image.codec;

import org.apache.commons.imaging.ImagingException;

/** How large an image may be, so that a header that lies asks for no memory. */
public final class ImageLimits {
    /** The most pixels an image may have; the largest mammography detectors have some 24 million. */
    public static final long MAX_PIXELS = 1L << 26;

    /** The most bytes a file may have: the pixels of the largest image in 16-bit grey, and room for its directory. */
    public static final long MAX_FILE_BYTES = 2 * MAX_PIXELS + (1 << 20);

    /** What deflate reaches at most: 258 bytes in two bits (RFC 1951). */
    public static final int DEFLATE_RATIO = 1032;

    private ImageLimits() {}

    /**
     * Holds what a header claims against the file.
     *
     * @param storedBytes what the image takes when it is unpacked, in the file's own bits
     * @param ratio the most bytes that the file's compression makes of one
     */
    public static void checkSize(long width, long height, long storedBytes, long ratio, long fileBytes)
            throws ImagingException {
        if (width < 1 || height < 1 || width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw new ImagingException("its header claims " + width + "x" + height + " pixels; between 1 and "
                    + MAX_PIXELS + " in all can be read");
        }
        if (storedBytes / ratio > fileBytes || storedBytes > 8 * MAX_PIXELS) {
            throw new ImagingException("its header claims " + width + "x" + height + " pixels, more than its "
                    + fileBytes + " bytes can hold");
        }
    }
}
