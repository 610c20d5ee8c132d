package dev.singan.metric;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The mean and covariance of the vectors of a map, and the Frechet distance between two of them (Heusel et al., GANs Trained
 * by a Two Time-Scale Update Rule, NeurIPS 2017, equation 6).
 */
public final class Gaussian {
    private final double[] mean;
    private final double[][] covariance;

    private Gaussian(double[] mean, double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * The fit to a map.
     *
     * @param map positions x channels values, at least two positions
     * @param channels values per position
     */
    public static Gaussian fit(float[] map, int channels) {
        int n = map.length / channels;
        if (n < 2 || n * channels != map.length) {
            throw new IllegalArgumentException(map.length + " values are not two or more vectors of " + channels);
        }
        double[] mean = new double[channels];
        for (int i = 0; i < map.length; i++) {
            mean[i % channels] += map[i];
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= n;
        }
        double[][] covariance = new double[channels][channels];
        double[] centred = new double[channels];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < channels; c++) {
                centred[c] = map[i * channels + c] - mean[c];
            }
            for (int a = 0; a < channels; a++) {
                double[] row = covariance[a];
                double value = centred[a];
                for (int b = 0; b <= a; b++) {
                    row[b] += value * centred[b];
                }
            }
        }
        for (int a = 0; a < channels; a++) {
            for (int b = 0; b <= a; b++) {
                covariance[a][b] /= n - 1;
                covariance[b][a] = covariance[a][b];
            }
        }
        return new Gaussian(mean, covariance);
    }

    /** How many values a vector has. */
    public int channels() {
        return mean.length;
    }

    /**
     * The squared Frechet distance: squared distance of the means + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2), the trace of the
     * root being the sum of the roots of the eigenvalues, those below zero by rounding taken as zero.
     */
    public double distance(Gaussian other) {
        if (other.mean.length != mean.length) {
            throw new IllegalArgumentException(mean.length + " channels against " + other.mean.length);
        }
        double sum = 0;
        for (int c = 0; c < mean.length; c++) {
            double difference = mean[c] - other.mean[c];
            sum += difference * difference + covariance[c][c] + other.covariance[c][c];
        }
        RealMatrix root = root();
        double[][] product = root.multiply(new Array2DRowRealMatrix(other.covariance, false))
                .multiply(root)
                .getData();
        for (int a = 0; a < mean.length; a++) {
            for (int b = 0; b < a; b++) {
                product[a][b] = 0.5 * (product[a][b] + product[b][a]);
                product[b][a] = product[a][b];
            }
        }
        double trace = 0;
        for (double eigenvalue :
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(product, false)).getEigenvalues()) {
            trace += Math.sqrt(Math.max(0, eigenvalue));
        }
        return sum - 2 * trace;
    }

    private RealMatrix root() {
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
        double[] eigenvalues = eigen.getEigenvalues();
        RealMatrix vectors = eigen.getV();
        RealMatrix scaled = vectors.copy();
        for (int c = 0; c < eigenvalues.length; c++) {
            scaled.setColumnVector(c, scaled.getColumnVector(c).mapMultiply(Math.sqrt(Math.max(0, eigenvalues[c]))));
        }
        return scaled.multiply(vectors.transpose());
    }
}
