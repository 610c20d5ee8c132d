package dev.singan.image.tiff;

import dev.singan.image.Box;
import dev.singan.image.codec.Orientation;
import dev.singan.image.codec.PixelSink;
import dev.singan.image.codec.UnsupportedImage;
import java.io.IOException;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/**
 * Reads the first image of a TIFF or BigTIFF. Commons Imaging parses the directory and unpacks CCITT's codes; samples are
 * taken from the strips or tiles directly, several times faster than through an image that is to be shown, in a third of
 * the memory and without a conversion of their values.
 */
public final class TiffDecoder {
    private TiffDecoder() {}

    public static void decode(byte[] bytes, PixelSink sink) throws IOException {
        TiffTags tags = new TiffTags(bytes);
        TiffLayout layout = TiffLayout.of(tags);
        boolean labels = !layout.isImage() && sink.takesLabels();
        check(layout, labels);
        Orientation orientation = Orientation.of(tags.value(TiffTagConstants.TIFF_TAG_ORIENTATION, 1));
        TiffBlocks blocks = new TiffBlocks(bytes, tags, layout);
        decode(blocks, new TiffPixels(layout, tags, orientation.upright(sink), labels));
    }

    private static void check(TiffLayout layout, boolean labels) throws ImagingException {
        if (!layout.isImage() && !labels) {
            throw new UnsupportedImage("it has " + layout.sampleFormat()
                    + ", whose black and white are nowhere stated; unsigned ones of at most 16 bits are read");
        }
        if (labels && !layout.isLabels()) {
            throw new UnsupportedImage(
                    "it has " + layout.sampleFormat()
                            + "; masks have integers of at most 64 bits or floating-point numbers of 32 or 64, and one a pixel");
        }
    }

    private static void decode(TiffBlocks blocks, TiffPixels pixels) throws IOException {
        for (int block = 0; block < blocks.count(); block++) {
            Unpacking.Block[] planes = blocks.read(block);
            if (block == 0) {
                // Only now, so that a damaged header does not get the memory that it claims.
                pixels.begin();
            }
            Box place = blocks.place(block);
            for (int row = 0; row < place.height(); row++) {
                pixels.row(planes, row * blocks.rowBytes(), place.x(), place.y() + row, place.width());
            }
        }
    }
}
