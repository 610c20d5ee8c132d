package dev.singan.image.dicom;

import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.dicom.codec.Jpeg2000;
import dev.singan.image.dicom.codec.JpegLs;
import dev.singan.image.dicom.codec.JpegStream;
import dev.singan.image.dicom.codec.LosslessJpeg;
import dev.singan.image.dicom.codec.RawCopy;
import dev.singan.image.dicom.codec.RunLengths;
import dev.singan.image.dicom.codec.SequentialJpeg;
import dev.singan.image.dicom.data.Bytes;
import dev.singan.image.dicom.data.PixelElement;
import dev.singan.image.dicom.data.PixelLayout;
import dev.singan.image.dicom.data.TransferSyntax;
import java.io.IOException;
import org.apache.commons.imaging.ImagingException;

/** Chooses how pixel data are decoded: by what they begin with, as files with a wrong transfer syntax exist. */
final class PixelDecoder {
    private static final int JPEG_START = 0xd8;

    private PixelDecoder() {}

    /** The codecs of pixel data, and how many bytes they make of one at most. */
    enum Codec {
        NATIVE(1),
        DEFLATED(1032),
        RUN_LENGTHS(64),
        JPEG(8192),
        JPEG_2000(8192),
        UNKNOWN(1);

        private final int ratio;

        Codec(int ratio) {
            this.ratio = ratio;
        }

        int ratio() {
            return ratio;
        }
    }

    static Codec codec(PixelElement element, String syntax) {
        if (!element.encapsulated()) {
            return syntax.equals(TransferSyntax.DEFLATED) ? Codec.DEFLATED : Codec.NATIVE;
        }
        Bytes start = element.fragments().isEmpty()
                ? new Bytes(new byte[0], 0, 0, false)
                : element.fragments().get(0);
        if (start.length() > 1 && start.unsignedByte(0) == 0xff && start.unsignedByte(1) == JPEG_START) {
            return Codec.JPEG;
        }
        return Jpeg2000.isCodestream(start)
                ? Codec.JPEG_2000
                : syntax.equals(TransferSyntax.RUN_LENGTHS) ? Codec.RUN_LENGTHS : Codec.UNKNOWN;
    }

    static Samples decode(PixelElement element, PixelLayout layout, String syntax) throws IOException {
        return switch (codec(element, syntax)) {
            case NATIVE, DEFLATED -> NativeSamples.of(element, layout);
            case RUN_LENGTHS -> stored(RunLengths.decode(element.together(), layout), layout);
            case JPEG -> stored(jpeg(JpegStream.of(element.together()), layout), layout);
            case JPEG_2000 -> stored(Jpeg2000.decode(element.together(), layout), layout);
            case UNKNOWN ->
                throw new UnsupportedImage("its pixel data are in the transfer syntax '" + syntax + "'; those without "
                        + "compression, run-length coding, JPEG, JPEG-LS and JPEG 2000 are read." + RawCopy.HINT);
        };
    }

    private static Samples stored(short[] values, PixelLayout layout) {
        return new StoredSamples(values, layout.columns() * layout.samples());
    }

    private static short[] jpeg(JpegStream stream, PixelLayout layout) throws ImagingException {
        if (stream.rows() != layout.rows() || stream.columns() != layout.columns()) {
            throw new ImagingException("its JPEG data have " + stream.columns() + "x" + stream.rows()
                    + " pixels, but it says " + layout.columns() + "x" + layout.rows());
        }
        if (stream.components() != 1 || layout.samples() != 1) {
            throw new UnsupportedImage("its JPEG data are in colour; those of grey are read." + RawCopy.HINT);
        }
        if (stream.precision() < 2 || stream.precision() > 16) {
            throw new ImagingException("its JPEG data claim " + stream.precision() + " bits a sample");
        }
        return switch (stream.process()) {
            case JpegStream.BASELINE, JpegStream.EXTENDED -> SequentialJpeg.decode(stream);
            case JpegStream.LOSSLESS -> LosslessJpeg.decode(stream);
            case JpegStream.JPEG_LS -> JpegLs.decode(stream);
            default ->
                throw new UnsupportedImage("its JPEG data are of the process 0x"
                        + Integer.toHexString(stream.process())
                        + "; baseline, extended, lossless and JPEG-LS are read." + RawCopy.HINT);
        };
    }
}
