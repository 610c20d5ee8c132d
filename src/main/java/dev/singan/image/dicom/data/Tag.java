package dev.singan.image.dicom.data;

import java.util.Locale;

/** The attributes that are read, by group and element (PS3.6). */
public final class Tag {
    public static final int TRANSFER_SYNTAX = 0x00020010;
    public static final int MODALITY = 0x00080060;
    public static final int CONVERSION_TYPE = 0x00080064;
    public static final int PRESENTATION_INTENT = 0x00080068;
    public static final int MANUFACTURER = 0x00080070;
    public static final int CODE_VALUE = 0x00080100;
    public static final int PATIENT_ID = 0x00100020;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int VIEW_POSITION = 0x00185101;
    public static final int LATERALITY = 0x00200060;
    public static final int IMAGE_LATERALITY = 0x00200062;
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC = 0x00280004;
    public static final int PLANAR = 0x00280006;
    public static final int FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int PADDING = 0x00280120;
    public static final int PADDING_LIMIT = 0x00280121;
    public static final int WINDOW_CENTRE = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int VOI_FUNCTION = 0x00281056;
    public static final int IMPLANT = 0x00281300;
    public static final int MODALITY_LUTS = 0x00283000;
    public static final int LUT_DESCRIPTOR = 0x00283002;
    public static final int LUT_DATA = 0x00283006;
    public static final int VOI_LUTS = 0x00283010;
    public static final int VIEW_CODES = 0x00540220;
    public static final int PRESENTATION_LUT_SHAPE = 0x20500020;
    public static final int FLOAT_PIXELS = 0x7fe00008;
    public static final int DOUBLE_PIXELS = 0x7fe00009;
    public static final int PIXELS = 0x7fe00010;
    public static final int ITEM = 0xfffee000;
    public static final int ITEM_END = 0xfffee00d;
    public static final int SEQUENCE_END = 0xfffee0dd;

    private Tag() {}

    /** As it is written, such as {@code (0028,0010)}. */
    public static String name(int tag) {
        return String.format(Locale.ROOT, "(%04x,%04x)", tag >>> 16, tag & 0xffff);
    }

    public static boolean isSequence(int tag) {
        return tag == VOI_LUTS || tag == MODALITY_LUTS || tag == VIEW_CODES;
    }

    public static boolean isPixelData(int tag) {
        return tag == PIXELS || tag == FLOAT_PIXELS || tag == DOUBLE_PIXELS;
    }
}
