package dev.singan.image.dicom;

import dev.singan.image.GrayImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes a DICOM file of one grey image in explicit VR, little endian, for tests; it may stay without attributes that are due. */
public final class DicomFile {
    private final Map<Integer, byte[]> elements = new TreeMap<>();

    private DicomFile() {}

    /** An image of as many bits in 16, row by row. */
    public static DicomFile of(int width, int height, int bits, int... samples) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : samples) {
            pixels.putShort((short) sample);
        }
        return new DicomFile()
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, height)
                .number(0x00280011, width)
                .number(0x00280100, 16)
                .number(0x00280101, bits)
                .number(0x00280102, bits - 1)
                .number(0x00280103, 0)
                .bytes(0x7fe00010, "OW", pixels.array());
    }

    /** An image of 8 bits, in the lower bits of 16. */
    public static DicomFile of(GrayImage image) {
        int[] samples = new int[image.pixels().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = image.pixels()[i] & 0xff;
        }
        return of(image.width(), image.height(), 8, samples);
    }

    public DicomFile text(int tag, String type, String value) {
        byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
        byte[] even = new byte[text.length + text.length % 2];
        Arrays.fill(even, (byte) ' ');
        System.arraycopy(text, 0, even, 0, text.length);
        return bytes(tag, type, even);
    }

    public DicomFile number(int tag, int value) {
        return bytes(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
    }

    /** A value of any type, of an even length. */
    public DicomFile bytes(int tag, String type, byte[] value) {
        boolean wide = type.startsWith("O") || type.equals("UN") || type.equals("SQ");
        ByteBuffer element = ByteBuffer.allocate(value.length + (wide ? 12 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        element.putShort((short) (tag >> 16)).putShort((short) tag);
        element.put(type.getBytes(StandardCharsets.US_ASCII));
        if (wide) {
            element.putShort((short) 0).putInt(value.length);
        } else {
            element.putShort((short) value.length);
        }
        elements.put(tag, element.put(value).array());
        return this;
    }

    public void write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        DicomFile meta = new DicomFile().text(0x00020010, "UI", "1.2.840.10008.1.2.1");
        for (byte[] element : meta.elements.values()) {
            out.write(element);
        }
        for (byte[] element : elements.values()) {
            out.write(element);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, out.toByteArray());
    }
}
