package dev.singan.image.dicom;

import dev.singan.base.UserException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a DICOM file's values become the 256 grey values of an image; its text is the value of {@code singan.dicom.window}.
 *
 * @param kind the rule
 * @param centre the middle of the window, in the file's own values (after its rescaling); used where one is given
 * @param width how many of them it spans, at least 1
 */
public record DicomWindow(Kind kind, double centre, double width) {
    private static final Pattern GIVEN = Pattern.compile("\\s*(-?[0-9.]{1,12})\\s*/\\s*([0-9.]{1,12})\\s*");

    /** The rules. */
    public enum Kind {
        /** As it is displayed: the first look-up table or window of the file; where it has none, as under {@link #FULL}. */
        DISPLAY,
        /** The whole range of the stored bits: the upper eight of them. */
        FULL,
        /** From the least value to the greatest of the image, padding left out. */
        RANGE,
        /** The window that is given. */
        GIVEN
    }

    /** As it is displayed; the default. */
    public static final DicomWindow DISPLAY = new DicomWindow(Kind.DISPLAY, 0, 1);

    /**
     * The rule of a text: {@code display}, {@code full}, {@code range}, or a window's centre and width such as
     * {@code 2047.5/4096}.
     *
     * @throws UserException where it is none of them
     */
    public static DicomWindow named(String text) {
        Matcher given = GIVEN.matcher(text);
        try {
            if (given.matches()) {
                return given(Double.parseDouble(given.group(1)), Double.parseDouble(given.group(2)));
            }
            Kind kind = Kind.valueOf(text.strip().toUpperCase(Locale.ROOT));
            return kind == Kind.GIVEN ? given(0, 0) : new DicomWindow(kind, 0, 1);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "singan.dicom.window is '" + text + "', but must be display (as the file says), full"
                            + " (all of its bits), range (from the image's least value to its greatest), or a window's centre and"
                            + " width of at least 1, such as 2047.5/4096.",
                    e);
        }
    }

    private static DicomWindow given(double centre, double width) {
        if (!(width >= 1)) {
            throw new IllegalArgumentException("width " + width);
        }
        return new DicomWindow(Kind.GIVEN, centre, width);
    }
}
