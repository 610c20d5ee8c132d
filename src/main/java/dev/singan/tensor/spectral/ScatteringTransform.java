package dev.singan.tensor.spectral;

import java.util.Arrays;

/**
 * Wavelet scattering of square images, averaged (Bruna and Mallat, Invariant Scattering Convolution Networks, IEEE TPAMI
 * 2013), with Kymatio's filters, padding and subsampling:
 *
 * <ul>
 *   <li>the image is padded by reflection ({@link Reflection});
 *   <li>first order: U1 = |x * psi(j1, angle1)| for every scale and angle, kept at every 2^j1-th pixel;
 *   <li>second order: U2 = |U1 * psi(j2, angle2)| for j2 &gt; j1, kept at every 2^j2-th pixel.
 * </ul>
 *
 * Kymatio smooths both with a low-pass filter at scale 2^scales; here the mean is taken instead, once over the image and
 * once over its centre (the middle half of its height and width), which is the same idea at two fixed windows.
 *
 * <p>The values, in this order: the means over the image of x, then of U1 (j1, angle1), then of U2 (j1, angle1, j2,
 * angle2), the last index fastest; the same over the centre; the root mean squares over the image of U1; the same over the
 * centre. That is 2 (1 + J L + L^2 J (J - 1) / 2) + 2 J L values for J scales and L angles: 898 for J = 4 and L = 8, 1442
 * for J = 5.
 *
 * <p>Immutable and safe for several threads, each with a {@link #worker} of its own.
 */
public final class ScatteringTransform {
    private final int size;
    private final int scales;
    private final int angles;
    private final Reflection padding;
    /** By input scale, output scale and angle; first-order filters have the input scale 0 of the image itself. */
    private final SpectralFilter[][] first;

    private final SpectralFilter[][][] second;
    private final int[] parents;

    /**
     * @param size side of the images in pixels, at least 2^scales
     * @param scales J, octaves, 1 to 8
     * @param angles L, directions in half a turn, at least 1
     */
    public ScatteringTransform(int size, int scales, int angles) {
        if (scales < 1 || scales > 8 || angles < 1 || size < 1 << scales) {
            throw new IllegalArgumentException(
                    "no scattering of " + size + "x" + size + " pixels with " + scales + " scales and " + angles
                            + " angles: the size must be 2^scales or more, scales 1 to 8, angles 1 or more");
        }
        this.size = size;
        this.scales = scales;
        this.angles = angles;
        this.padding = Reflection.of(size, 1 << scales);
        this.first = new SpectralFilter[scales][angles];
        this.second = new SpectralFilter[scales][scales][angles];
        this.parents = parents();
        int extent = padding.padded();
        for (int j = 0; j < scales; j++) {
            for (int angle = 0; angle < angles; angle++) {
                double[] spectrum = Wavelet.of(j, angle, angles).morlet(extent, extent);
                first[j][angle] = new SpectralFilter(spectrum, extent, extent, 1 << j);
                for (int from = 0; from < j; from++) {
                    int at = extent >> from;
                    second[from][j][angle] =
                            new SpectralFilter(lowFrequencies(spectrum, extent, at), at, at, 1 << (j - from));
                }
            }
        }
    }

    /** What is left of a spectrum for an image subsampled from one extent to another: its low frequencies. */
    private static double[] lowFrequencies(double[] spectrum, int extent, int to) {
        double[] low = new double[to * to];
        for (int row = 0; row < to; row++) {
            int fromRow = row < to / 2 ? row : row + extent - to;
            for (int column = 0; column < to; column++) {
                int fromColumn = column < to / 2 ? column : column + extent - to;
                low[row * to + column] = spectrum[fromRow * extent + fromColumn];
            }
        }
        return low;
    }

    /** Side of the images in pixels. */
    public int size() {
        return size;
    }

    /** How many values an image gives. */
    public int dimension() {
        return 2 * (paths() + scales * angles);
    }

    /** How many values there are of one kind: the image itself, first and second order. */
    public int paths() {
        return 1 + scales * angles + angles * angles * scales * (scales - 1) / 2;
    }

    /** The path of the first order that one of the second is computed from; -1 where a path is not of the second order. */
    public int parent(int path) {
        return parents[path];
    }

    private int[] parents() {
        int[] found = new int[paths()];
        Arrays.fill(found, -1);
        for (int j = 0; j < scales; j++) {
            for (int angle = 0; angle < angles; angle++) {
                int from = secondOrder(j, angle, j + 1);
                Arrays.fill(found, from, from + (scales - 1 - j) * angles, firstOrder(j, angle));
            }
        }
        return found;
    }

    private int firstOrder(int j, int angle) {
        return 1 + j * angles + angle;
    }

    private int secondOrder(int j1, int angle1, int j2) {
        int finer = 0;
        for (int j = 0; j < j1; j++) {
            finer += (scales - 1 - j) * angles * angles;
        }
        return 1 + scales * angles + finer + (angle1 * (scales - 1 - j1) + j2 - j1 - 1) * angles;
    }

    /** A worker for one thread. */
    public Worker worker() {
        return new Worker();
    }

    /** The scratch memory of one thread: some 20 bytes per pixel of the padded image. */
    public final class Worker {
        private final Fft2d[] fft = new Fft2d[scales];
        private final ComplexImage[] u = new ComplexImage[scales];
        private final ComplexImage[] v = new ComplexImage[scales];
        private final ComplexImage image;

        private Worker() {
            for (int j = 0; j < scales; j++) {
                int extent = padding.padded() >> j;
                fft[j] = new Fft2d(extent, extent);
                u[j] = new ComplexImage(extent);
                v[j] = new ComplexImage(extent);
            }
            image = new ComplexImage(padding.padded());
        }

        /**
         * Scatters an image.
         *
         * @param pixels size x size values, row by row
         * @return {@link #dimension} values, the means and root mean squares as they are, without logarithm
         */
        public float[] transform(float[] pixels) {
            if (pixels.length != size * size) {
                throw new IllegalArgumentException(pixels.length + " values are not " + size + "x" + size);
            }
            float[] out = new float[dimension()];
            float mean = (float) mean(pixels, size, 0, size);
            out[0] = mean;
            out[paths()] = (float) mean(pixels, size, size / 4, size - size / 4);
            load(pixels, mean);
            fft[0].forward(image.re, image.im);
            for (int j = 0; j < scales; j++) {
                for (int angle = 0; angle < angles; angle += 2) {
                    pair(j, angle, out);
                }
            }
            return out;
        }

        /** The image less its mean, to which no wavelet answers and which would cost precision. */
        private void load(float[] pixels, float mean) {
            int extent = padding.padded();
            for (int row = 0; row < extent; row++) {
                int from = padding.source(row) * size;
                for (int column = 0; column < extent; column++) {
                    image.re[row * extent + column] = pixels[from + padding.source(column)] - mean;
                }
            }
            Arrays.fill(image.im, 0);
        }

        /** Two neighbouring angles: their moduli are real, so that one complex transform serves both. */
        private void pair(int j, int angle, float[] out) {
            firstOrder(j, angle, out);
            if (angle + 1 < angles) {
                float[] one = v[j].re;
                v[j].re = u[j].re;
                u[j].re = one;
                firstOrder(j, angle + 1, out);
                System.arraycopy(u[j].re, 0, v[j].im, 0, v[j].im.length);
            } else {
                System.arraycopy(u[j].re, 0, v[j].re, 0, v[j].re.length);
                Arrays.fill(v[j].im, 0);
            }
            if (j + 1 == scales) {
                return;
            }
            fft[j].forward(v[j].re, v[j].im);
            v[j].separate(u[j]);
            secondOrder(j, angle, u[j], out);
            if (angle + 1 < angles) {
                secondOrder(j, angle + 1, v[j], out);
            }
        }

        /** Leaves the modulus in the real part of u[j]. */
        private void firstOrder(int j, int angle, float[] out) {
            ComplexImage plane = u[j];
            first[j][angle].apply(image.re, image.im, plane.re, plane.im);
            fft[j].inverse(plane.re, plane.im);
            plane.modulus(image.extent);
            int path = ScatteringTransform.this.firstOrder(j, angle);
            out[path] = (float) patch(plane.re, j, false);
            out[paths() + path] = (float) centre(plane.re, j, false);
            int rms = 2 * paths() + j * angles + angle;
            out[rms] = (float) Math.sqrt(patch(plane.re, j, true));
            out[rms + scales * angles] = (float) Math.sqrt(centre(plane.re, j, true));
        }

        private void secondOrder(int j1, int angle1, ComplexImage spectrum, float[] out) {
            for (int j2 = j1 + 1; j2 < scales; j2++) {
                ComplexImage plane = u[j2];
                int path = ScatteringTransform.this.secondOrder(j1, angle1, j2);
                for (int angle2 = 0; angle2 < angles; angle2++) {
                    second[j1][j2][angle2].apply(spectrum.re, spectrum.im, plane.re, plane.im);
                    fft[j2].inverse(plane.re, plane.im);
                    plane.modulus(spectrum.extent);
                    out[path + angle2] = (float) patch(plane.re, j2, false);
                    out[paths() + path + angle2] = (float) centre(plane.re, j2, false);
                }
            }
        }

        private double patch(float[] values, int j, boolean squared) {
            return region(values, j, 0, size, squared);
        }

        private double centre(float[] values, int j, boolean squared) {
            return region(values, j, size / 4, size - size / 4, squared);
        }

        private double region(float[] values, int j, int from, int to, boolean squared) {
            int stride = 1 << j;
            int first = padding.firstPlace(from, stride);
            int end = padding.firstPlace(to, stride);
            int extent = padding.padded() >> j;
            return squared ? meanSquare(values, extent, first, end) : mean(values, extent, first, end);
        }
    }

    private static double mean(float[] values, int width, int from, int to) {
        double sum = 0;
        for (int row = from; row < to; row++) {
            float line = 0;
            for (int column = from; column < to; column++) {
                line += values[row * width + column];
            }
            sum += line;
        }
        return sum / ((double) (to - from) * (to - from));
    }

    private static double meanSquare(float[] values, int width, int from, int to) {
        double sum = 0;
        for (int row = from; row < to; row++) {
            float line = 0;
            for (int column = from; column < to; column++) {
                line += values[row * width + column] * values[row * width + column];
            }
            sum += line;
        }
        return sum / ((double) (to - from) * (to - from));
    }
}
