package dev.singan.image.dicom;

import dev.singan.image.codec.ImageLimits;
import dev.singan.image.codec.PixelSink;
import dev.singan.image.dicom.data.Part10;
import java.io.IOException;

/** Reads DICOM files of one image, with or without the preamble and meta information of PS3.10. */
public final class DicomDecoder {
    private DicomDecoder() {}

    /** Whether bytes have DICOM's mark behind a preamble of 128 bytes, which are free for others. */
    public static boolean isMarked(byte[] bytes) {
        return Part10.isMarked(bytes);
    }

    /** Whether bytes begin as a DICOM file, with or without a preamble. */
    public static boolean isDicom(byte[] bytes) {
        return Part10.isDicom(bytes);
    }

    /**
     * Decodes an image in 8-bit grey or colours, or a mask for a sink that takes labels.
     *
     * @param window how its values become grey
     */
    public static void decode(byte[] bytes, PixelSink sink, DicomWindow window) throws IOException {
        DicomImage image = DicomImage.of(bytes);
        ImageLimits.checkSize(image.width(), image.height(), image.bytes(), image.ratio(), bytes.length);
        DicomImage.Rows rows = (y, samples) -> {
            if (y == 0) {
                // Only now, so that a damaged header does not get the memory that it claims.
                sink.begin(image.width(), image.height(), image.channels(), 1, PixelSink.Origin.STORED);
            }
            sink.pixels(0, y, image.width(), samples, 0);
        };
        if (sink.takesLabels()) {
            image.decodeMask(rows);
        } else {
            image.decode(window, rows);
        }
    }
}
