package dev.singan.image.dicom;

import dev.singan.image.codec.UnsupportedImage;
import java.util.Locale;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/** The functions of a window of centre c and width w (PS3.3, section C.11.2.1). */
enum VoiFunction {
    /** From c - 0.5 - (w - 1) / 2 to c - 0.5 + (w - 1) / 2. */
    LINEAR,
    /** From c - w / 2 to c + w / 2. */
    LINEAR_EXACT,
    /** 1 / (1 + exp(-4 (x - c) / w)). */
    SIGMOID;

    /** By its name; linear where there is none. */
    static VoiFunction of(@Nullable String name) throws ImagingException {
        if (name == null) {
            return LINEAR;
        }
        for (VoiFunction function : values()) {
            if (function.name().equals(name.toUpperCase(Locale.ROOT))) {
                return function;
            }
        }
        throw new UnsupportedImage("its VOI LUT function is '" + name + "'; LINEAR, LINEAR_EXACT and SIGMOID are known."
                + " Set singan.dicom.window to full, range or a window");
    }

    GreyScale.Window window(double centre, double width) throws ImagingException {
        boolean fits = this == LINEAR ? width >= 1 : width > 0;
        if (!fits) {
            throw new ImagingException("its window's width is " + width + ", but must be "
                    + (this == LINEAR ? "at least 1" : "above 0") + ". Set singan.dicom.window to go on without it");
        }
        return switch (this) {
            case SIGMOID -> x -> 255 / (1 + StrictMath.exp(-4 * (x - centre) / width));
            case LINEAR_EXACT -> x -> ((x - centre) / width + 0.5) * 255;
            case LINEAR -> x -> linear(x - (centre - 0.5), width - 1);
        };
    }

    private static double linear(double offset, double span) {
        if (offset <= -span / 2) {
            return 0;
        }
        return offset > span / 2 ? 255 : (offset / span + 0.5) * 255;
    }
}
