package dev.singan.tensor.spectral;

/** A complex square image. */
final class ComplexImage {
    final int extent;
    float[] re;
    final float[] im;

    ComplexImage(int extent) {
        this.extent = extent;
        this.re = new float[extent * extent];
        this.im = new float[extent * extent];
    }

    /** Replaces the real part by the modulus, divided by the pixels of the image that was transformed. */
    void modulus(int transformed) {
        float scale = 1f / (transformed * transformed);
        for (int i = 0; i < re.length; i++) {
            re[i] = (float) Math.sqrt(re[i] * re[i] + im[i] * im[i]) * scale;
        }
    }

    /**
     * Takes the spectrum of a + i b apart, for real a and b: A(k) = (Z(k) + conj Z(-k)) / 2 goes to another plane, B(k) =
     * (Z(k) - conj Z(-k)) / 2i stays.
     */
    void separate(ComplexImage a) {
        for (int row = 0; row < extent; row++) {
            int mirrorRow = (extent - row) % extent * extent;
            for (int column = 0; column < extent; column++) {
                int k = row * extent + column;
                int m = mirrorRow + (extent - column) % extent;
                a.re[k] = 0.5f * (re[k] + re[m]);
                a.im[k] = 0.5f * (im[k] - im[m]);
            }
        }
        for (int k = 0; k < re.length; k++) {
            float r = re[k] - a.re[k];
            float i = im[k] - a.im[k];
            re[k] = i;
            im[k] = -r;
        }
    }
}
