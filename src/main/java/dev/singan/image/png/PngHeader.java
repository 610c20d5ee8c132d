package dev.singan.image.png;

import dev.singan.image.codec.Bits;
import dev.singan.image.codec.ImageLimits;
import dev.singan.image.codec.PixelSink;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.commons.imaging.ImagingException;

/**
 * A PNG's IHDR chunk (ISO/IEC 15948, section 11.2.2).
 *
 * @param width columns
 * @param height rows
 * @param bits bits of a sample
 * @param colour 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
 * @param interlaced whether the pixels come in Adam7's seven passes
 */
record PngHeader(int width, int height, int bits, int colour, boolean interlaced) {
    static final int PALETTE = 3;
    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            0,
            Set.of(1, 2, 4, 8, 16),
            2,
            Set.of(8, 16),
            PALETTE,
            Set.of(1, 2, 4, 8),
            4,
            Set.of(8, 16),
            6,
            Set.of(8, 16));

    static PngHeader of(ByteBuffer chunk, long fileBytes) throws ImagingException {
        PngHeader header =
                new PngHeader(chunk.getInt(0), chunk.getInt(4), chunk.get(8), chunk.get(9), chunk.get(12) == 1);
        if (!DEPTHS.getOrDefault(header.colour, Set.of()).contains(header.bits)) {
            throw new ImagingException(
                    "it claims colour type " + header.colour + " with " + header.bits + " bits, which no PNG has");
        }
        if (chunk.get(10) != 0 || chunk.get(11) != 0 || chunk.get(12) < 0 || chunk.get(12) > 1) {
            throw new ImagingException("it claims a compression, filter or interlacing that no PNG has");
        }
        ImageLimits.checkSize(
                Integer.toUnsignedLong(header.width),
                Integer.toUnsignedLong(header.height),
                Integer.toUnsignedLong(header.height) * header.rowBytes(Integer.toUnsignedLong(header.width)),
                ImageLimits.DEFLATE_RATIO,
                fileBytes);
        return header;
    }

    /** Samples of a pixel in the file. */
    int samples() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Channels as a {@link PixelSink} takes them: alpha is left out, a palette's entries are colours. */
    int channels() {
        return colour == 0 || colour == 4 ? 1 : 3;
    }

    /** Bytes of a channel as a {@link PixelSink} takes it. */
    int channelBytes() {
        return bits == 16 ? 2 : 1;
    }

    /** Bytes of so many pixels in a row, without the filter's number. */
    int rowBytes(long columns) {
        return Bits.bytes(columns * samples(), bits);
    }
}
