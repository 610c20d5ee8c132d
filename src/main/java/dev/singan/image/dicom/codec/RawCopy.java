package dev.singan.image.dicom.codec;

/** What a user can do about pixel data that are not read. */
public final class RawCopy {
    /** Ends a message. */
    public static final String HINT = " gdcmconv --raw (GDCM) or dcmdjpeg (DCMTK) writes a copy without compression";

    private RawCopy() {}
}
