package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;
import org.hipparchus.util.FastMath;

/**
 * Gaussian random fields whose power spectrum falls as a power of the spatial frequency, P(f) ~ 1/f^beta: mammographic
 * parenchyma has beta of about 3 (Burgess, Jacobson and Judy, "Human observer detection experiments with mammograms and
 * power-law noise", Med. Phys. 28:419, 2001: mean 2.8 to 3). Made by filtering white noise in the Fourier domain.
 */
final class PowerLawNoise {
    /** Side of the transform; at the pitches used here 205 mm and more. */
    private static final int PERIOD = 512;

    private PowerLawNoise() {}

    /**
     * Two independent fields of mean 0 and variance 1: the real and the imaginary part of one transform. They repeat after
     * {@value #PERIOD} pixels, which is further than a breast reaches.
     *
     * @param width columns
     * @param height rows
     * @param pitch pixel size in mm
     * @param beta exponent of the power spectrum
     * @param outerScale mm; the spectrum is flat for structures larger than this
     */
    static Plane[] pair(
            UniformRandomProvider random, int width, int height, double pitch, double beta, double outerScale) {
        int columns = PERIOD;
        int rows = PERIOD;
        double[][][] spectrum = spectrum(random, columns, rows, pitch, beta, 1 / outerScale);
        transform(spectrum, columns, rows);
        Plane[] fields = {new Plane(width, height, pitch), new Plane(width, height, pitch)};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                fields[0].data()[y * width + x] = (float) spectrum[y % rows][0][x % columns];
                fields[1].data()[y * width + x] = (float) spectrum[y % rows][1][x % columns];
            }
        }
        return fields;
    }

    private static double[][][] spectrum(
            UniformRandomProvider random, int columns, int rows, double pitch, double beta, double outer) {
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] amplitude = amplitude(columns, rows, pitch, beta, outer);
        double[][][] spectrum = new double[rows][2][columns];
        double power = 0;
        for (int v = 0; v < rows; v++) {
            double[] row = amplitude[Math.min(v, rows - v)];
            for (int u = 0; u < columns; u++) {
                double a = row[Math.min(u, columns - u)];
                power += a * a;
                spectrum[v][0][u] = a * gauss.sample();
                spectrum[v][1][u] = a * gauss.sample();
            }
        }
        double scale = 1 / FastMath.sqrt(power);
        for (double[][] row : spectrum) {
            for (int u = 0; u < columns; u++) {
                row[0][u] *= scale;
                row[1][u] *= scale;
            }
        }
        return spectrum;
    }

    /** The square root of the power at non-negative frequencies, none at frequency zero. */
    private static double[][] amplitude(int columns, int rows, double pitch, double beta, double outer) {
        double[][] amplitude = new double[rows / 2 + 1][columns / 2 + 1];
        for (int v = 0; v <= rows / 2; v++) {
            double fy = v / (rows * pitch);
            for (int u = 0; u <= columns / 2; u++) {
                double fx = u / (columns * pitch);
                amplitude[v][u] = FastMath.pow(fx * fx + fy * fy + outer * outer, -beta / 4);
            }
        }
        amplitude[0][0] = 0;
        return amplitude;
    }

    /** The inverse transform without its factor, rows first, then columns. */
    private static void transform(double[][][] values, int columns, int rows) {
        for (double[][] row : values) {
            inverse(row, columns);
        }
        double[][] column = new double[2][rows];
        for (int u = 0; u < columns; u++) {
            for (int v = 0; v < rows; v++) {
                column[0][v] = values[v][0][u];
                column[1][v] = values[v][1][u];
            }
            inverse(column, rows);
            for (int v = 0; v < rows; v++) {
                values[v][0][u] = column[0][v];
                values[v][1][u] = column[1][v];
            }
        }
    }

    private static void inverse(double[][] line, int length) {
        FastFourierTransformer.transformInPlace(line, DftNormalization.STANDARD, TransformType.INVERSE);
        for (int i = 0; i < length; i++) {
            line[0][i] *= length;
            line[1][i] *= length;
        }
    }
}
