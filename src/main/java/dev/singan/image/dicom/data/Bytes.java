package dev.singan.image.dicom.data;

import java.nio.charset.StandardCharsets;

/**
 * A piece of an array, and its byte order.
 *
 * @param data holds it; not to be written
 * @param from where it begins
 * @param length how many bytes it has
 * @param bigEndian whether numbers in it have their upper byte first
 */
public record Bytes(byte[] data, int from, int length, boolean bigEndian) {
    public int unsignedByte(int at) {
        return data[from + at] & 0xff;
    }

    public int unsignedShort(int at) {
        int first = unsignedByte(at);
        int second = unsignedByte(at + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    public int integer(int at) {
        int first = unsignedShort(at);
        int second = unsignedShort(at + 2);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    public String ascii() {
        return new String(data, from, length, StandardCharsets.ISO_8859_1);
    }

    public Bytes slice(int at, int count) {
        return new Bytes(data, from + at, count, bigEndian);
    }

    public Bytes from(int at) {
        return slice(at, length - at);
    }
}
