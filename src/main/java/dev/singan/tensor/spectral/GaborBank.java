package dev.singan.tensor.spectral;

/**
 * Gabor filters of the first scales and all angles ({@link Wavelet}), applied to images of one size at every pixel; outside of
 * the image it goes on by reflection ({@link Reflection}). Immutable and safe for several threads.
 */
public final class GaborBank {
    private final Reflection vertical;
    private final Reflection horizontal;
    private final SpectralFilter[] filters;

    /**
     * @param height rows of the images
     * @param width columns of the images
     * @param scales octaves
     * @param angles directions in half a turn
     */
    public GaborBank(int height, int width, int scales, int angles) {
        this.vertical = Reflection.of(height, 1 << scales);
        this.horizontal = Reflection.of(width, 1 << scales);
        this.filters = new SpectralFilter[scales * angles];
        for (int i = 0; i < filters.length; i++) {
            double[] spectrum =
                    Wavelet.of(i / angles, i % angles, angles).gabor(vertical.padded(), horizontal.padded());
            filters[i] = new SpectralFilter(spectrum, horizontal.padded(), vertical.padded(), 1);
        }
    }

    /**
     * Filters an image.
     *
     * @param image height x width values
     * @return height x width x (2 x scales x angles) values: at each pixel the even and the odd answer of each filter, scales
     *     outermost
     */
    public float[] apply(float[] image) {
        int rows = vertical.padded();
        int columns = horizontal.padded();
        float[] re = new float[rows * columns];
        float[] im = new float[rows * columns];
        for (int y = 0; y < rows; y++) {
            int from = vertical.source(y) * horizontal.size();
            for (int x = 0; x < columns; x++) {
                re[y * columns + x] = image[from + horizontal.source(x)];
            }
        }
        Fft2d fft = new Fft2d(rows, columns);
        fft.forward(re, im);
        float[] even = new float[re.length];
        float[] odd = new float[re.length];
        float[] out = new float[image.length * 2 * filters.length];
        for (int f = 0; f < filters.length; f++) {
            filters[f].apply(re, im, even, odd);
            fft.inverse(even, odd);
            store(even, out, 2 * f);
            store(odd, out, 2 * f + 1);
        }
        return out;
    }

    private void store(float[] answer, float[] out, int channel) {
        float scale = 1f / answer.length;
        int channels = 2 * filters.length;
        for (int y = 0; y < vertical.size(); y++) {
            int from = (vertical.before() + y) * horizontal.padded() + horizontal.before();
            for (int x = 0; x < horizontal.size(); x++) {
                out[(y * horizontal.size() + x) * channels + channel] = answer[from + x] * scale;
            }
        }
    }
}
