package dev.singan.tensor.spectral;

/**
 * A plane wave under an elongated Gaussian window, the building block of wavelet scattering (Bruna and Mallat, Invariant
 * Scattering Convolution Networks, IEEE TPAMI 2013), with the parameters and conventions of Kymatio's two-dimensional
 * filter bank (Andreux et al., JMLR 2020).
 *
 * <p>In space, with u along the wave and v across it, the window is exp(-(u^2 + slant^2 v^2) / (2 sigma^2)) times
 * slant / (2 pi sigma^2), the wave exp(i xi u); u = row cos(theta) + column sin(theta). Both are sampled at whole pixels and
 * repeated with the image's period. The spectrum is computed by its formula instead: sampling in space is repetition in
 * frequency, so the value at a frequency is the sum of the window's transform, exp(-sigma^2 (a^2 + b^2 / slant^2) / 2)
 * about xi, over the aliases of that frequency. It is real.
 *
 * @param sigma the window's deviation along the wave, pixels
 * @param theta the wave's direction, radians from the row axis
 * @param xi the wave's frequency, radians per pixel
 * @param slant the window's deviation along the wave over the one across it
 */
public record Wavelet(double sigma, double theta, double xi, double slant) {
    /** Gaussians are zero where their exponent is below this: 3e-20 of the peak. */
    private static final double LOWEST_EXPONENT = -45;

    /**
     * The wavelet of a scale and an angle: sigma 0.8 2^j, xi (3 pi / 4) / 2^j, slant 4 / angles, theta descending from just
     * under a quarter turn in steps of pi / angles.
     *
     * @param scale j, from 0 for the finest
     * @param angle from 0 to angles - 1
     * @param angles how many directions there are
     */
    public static Wavelet of(int scale, int angle, int angles) {
        double theta = (angles - angles / 2 - 1 - angle) * Math.PI / angles;
        double octave = 1 << scale;
        return new Wavelet(0.8 * octave, theta, 0.75 * Math.PI / octave, 4.0 / angles);
    }

    /**
     * The spectrum of the Gabor filter itself. Its answer to a constant is small and not zero.
     *
     * @return width x height values, frequencies in the order of the discrete Fourier transform, column by column as
     *     {@link Fft2d} keeps spectra
     */
    public double[] gabor(int height, int width) {
        return spectrum(height, width, xi);
    }

    /**
     * The spectrum of the Morlet wavelet: the Gabor filter less as much of its window as makes the answer to a constant
     * zero.
     *
     * @return width x height values, frequencies in the order of the discrete Fourier transform, column by column as
     *     {@link Fft2d} keeps spectra
     */
    public double[] morlet(int height, int width) {
        double[] wave = spectrum(height, width, xi);
        double[] window = spectrum(height, width, 0);
        double share = wave[0] / window[0];
        for (int i = 0; i < wave.length; i++) {
            wave[i] -= share * window[i];
        }
        return wave;
    }

    private double[] spectrum(int height, int width, double frequency) {
        double reach = frequency + Math.sqrt(-2 * LOWEST_EXPONENT) * Math.max(1, slant) / sigma;
        int aliases = (int) Math.ceil(reach / (2 * Math.PI));
        double cos = StrictMath.cos(theta);
        double sin = StrictMath.sin(theta);
        double[] values = new double[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double y = 2 * Math.PI * row / height;
                double x = 2 * Math.PI * column / width;
                double sum = 0;
                for (int m = -aliases; m < aliases; m++) {
                    for (int n = -aliases; n < aliases; n++) {
                        double v = y + 2 * Math.PI * m;
                        double u = x + 2 * Math.PI * n;
                        sum += window(v * cos + u * sin - frequency, (u * cos - v * sin) / slant);
                    }
                }
                values[column * height + row] = sum;
            }
        }
        return values;
    }

    private double window(double along, double across) {
        double exponent = -0.5 * sigma * sigma * (along * along + across * across);
        return exponent < LOWEST_EXPONENT ? 0 : StrictMath.exp(exponent);
    }
}
