package dev.singan.image.codec;

import dev.singan.image.GrayImage;

/**
 * A grey image as it was read, and how much of its samples' room the file uses.
 *
 * @param image the image in 8 bits
 * @param storedBits bits of a sample in the file: 16 for grey of 16 bits, 8 for everything else
 * @param highest the greatest sample of a 16-bit file, as it is stored; 255 for the others
 */
public record GrayReading(GrayImage image, int storedBits, int highest) {
    /** Whether the file has 16 bits to a sample. */
    public boolean isDeep() {
        return storedBits > Byte.SIZE;
    }

    /** How many bits the greatest sample needs, 0 to 16. */
    public int usedBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    }
}
