package dev.singan.image.dicom;

/** A frame's samples. */
interface Samples {
    /** Puts a row's samples, pixel by pixel, into an array, in the lower bits of its elements; what lies above may be anything. */
    void row(int y, int[] out);
}
