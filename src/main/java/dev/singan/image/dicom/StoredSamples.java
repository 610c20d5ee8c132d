package dev.singan.image.dicom;

/** Samples that a decoder made, 16 bits each, pixel by pixel. */
record StoredSamples(short[] values, int rowLength) implements Samples {
    @Override
    public void row(int y, int[] out) {
        int from = y * rowLength;
        for (int i = 0; i < rowLength; i++) {
            out[i] = values[from + i] & 0xffff;
        }
    }
}
