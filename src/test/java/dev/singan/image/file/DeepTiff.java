package dev.singan.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes grey TIFFs of 16 bits: little endian, one strip, not compressed (TIFF 6.0, section 4). */
public final class DeepTiff {
    private DeepTiff() {}

    /** @param photometric 0 where white is zero, 1 where black is */
    public static void write(Path file, int width, int height, int[] samples, int photometric) throws IOException {
        int[][] tags = {
            {256, width},
            {257, height},
            {258, 16},
            {259, 1},
            {262, photometric},
            {273, 8},
            {277, 1},
            {278, height},
            {279, 2 * samples.length}
        };
        ByteBuffer b = ByteBuffer.allocate(8 + 2 * samples.length + 2 + 12 * tags.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', 42, 0})
                .putInt(8 + 2 * samples.length);
        for (int sample : samples) {
            b.putShort((short) sample);
        }
        b.putShort((short) tags.length);
        for (int[] tag : tags) {
            b.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        Files.write(file, b.putInt(0).array());
    }
}
