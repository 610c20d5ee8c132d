package dev.singan.dataset.phantom;

import dev.singan.image.GrayImage;
import org.hipparchus.util.FastMath;

/**
 * The 28 measures of a segmented lesion that BCDR's tables carry: six of intensity, nine of shape, and thirteen of texture
 * (Haralick, Shanmugam and Dinstein, "Textural features for image classification", IEEE TSMC 3:610, 1973), the last from
 * the co-occurrence of horizontal neighbours at 32 grey levels.
 */
final class LesionFeatures {
    /** The columns' names, in the order of {@link #of}. */
    static final String[] NAMES = {
        "i_mean",
        "i_std_dev",
        "i_maximum",
        "i_minimum",
        "i_kurtosis",
        "i_skewness",
        "s_area",
        "s_perimeter",
        "s_x_center_mass",
        "s_y_center_mass",
        "s_circularity",
        "s_elongation",
        "s_form",
        "s_solidity",
        "s_extent",
        "t_energ",
        "t_contr",
        "t_corr",
        "t_sosvh",
        "t_homo",
        "t_savgh",
        "t_svarh",
        "t_senth",
        "t_entro",
        "t_dvarh",
        "t_denth",
        "t_inf1h",
        "t_inf2h"
    };

    private static final int LEVELS = 32;

    private LesionFeatures() {}

    /** The measures of the pixels in a mask. */
    static double[] of(GrayImage image, Segmentation segmentation) {
        GrayImage mask = segmentation.mask();
        double[] result = new double[NAMES.length];
        int[] box = intensity(image, mask, result);
        shape(segmentation, box, result);
        texture(image, mask, box, result);
        return result;
    }

    /** Fills the measures of intensity, the area and the centre; returns the box {left, top, right, bottom}. */
    private static int[] intensity(GrayImage image, GrayImage mask, double[] to) {
        int w = image.width();
        int[] box = {w, image.height(), 0, 0};
        long n = 0;
        double[] sums = new double[6];
        int least = 255;
        int most = 0;
        for (int i = 0; i < mask.pixels().length; i++) {
            if (mask.pixels()[i] == 0) {
                continue;
            }
            int v = image.pixels()[i] & 0xff;
            n++;
            double p = v;
            for (int k = 0; k < 4; k++) {
                sums[k] += p;
                p *= v;
            }
            sums[4] += i % w;
            sums[5] += i / w;
            least = Math.min(least, v);
            most = Math.max(most, v);
            box[0] = Math.min(box[0], i % w);
            box[1] = Math.min(box[1], i / w);
            box[2] = Math.max(box[2], i % w);
            box[3] = Math.max(box[3], i / w);
        }
        double m = sums[0] / n;
        double variance = Math.max(1e-12, sums[1] / n - m * m);
        double third = sums[2] / n - 3 * m * sums[1] / n + 2 * m * m * m;
        double fourth = sums[3] / n - 4 * m * sums[2] / n + 6 * m * m * sums[1] / n - 3 * m * m * m * m;
        to[0] = m;
        to[1] = FastMath.sqrt(variance);
        to[2] = most;
        to[3] = least;
        to[4] = fourth / (variance * variance);
        to[5] = third / FastMath.pow(variance, 1.5);
        to[6] = n;
        to[8] = sums[4] / n;
        to[9] = sums[5] / n;
        return box;
    }

    private static void shape(Segmentation s, int[] box, double[] to) {
        int n = s.xs().length;
        double perimeter = 0;
        for (int i = 0; i < n; i++) {
            int j = (i + 1) % n;
            perimeter += FastMath.hypot(s.xs()[j] - s.xs()[i], s.ys()[j] - s.ys()[i]);
        }
        double width = box[2] - box[0] + 1.0;
        double height = box[3] - box[1] + 1.0;
        double area = to[6];
        to[7] = perimeter;
        to[10] = 4 * FastMath.PI * area / (perimeter * perimeter);
        to[11] = Math.min(width, height) / Math.max(width, height);
        to[12] = perimeter * to[11] / (8 * area);
        to[13] = area / ConvexHull.area(s.xs(), s.ys());
        to[14] = area / (width * height);
    }

    private static void texture(GrayImage image, GrayImage mask, int[] box, double[] to) {
        double[][] p = cooccurrence(image, mask, box);
        double[] marginal = new double[LEVELS];
        double[] sum = new double[2 * LEVELS - 1];
        double[] difference = new double[LEVELS];
        double mean = 0;
        for (int i = 0; i < LEVELS; i++) {
            for (int j = 0; j < LEVELS; j++) {
                marginal[i] += p[i][j];
                sum[i + j] += p[i][j];
                difference[Math.abs(i - j)] += p[i][j];
                mean += i * p[i][j];
            }
        }
        double energy = 0;
        double contrast = 0;
        double product = 0;
        double variance = 0;
        double homogeneity = 0;
        double entropy = 0;
        double crossOne = 0;
        double crossTwo = 0;
        for (int i = 0; i < LEVELS; i++) {
            variance += (i - mean) * (i - mean) * marginal[i];
            for (int j = 0; j < LEVELS; j++) {
                double q = p[i][j];
                double independent = marginal[i] * marginal[j];
                energy += q * q;
                contrast += (i - j) * (i - j) * q;
                product += i * j * q;
                homogeneity += q / (1 + (i - j) * (i - j));
                entropy -= plogp(q, q);
                crossOne -= plogp(q, independent);
                crossTwo -= plogp(independent, independent);
            }
        }
        double marginalEntropy = entropy(marginal);
        double[] sums = moments(sum);
        double[] differences = moments(difference);
        to[15] = energy;
        to[16] = contrast;
        to[17] = variance > 0 ? (product - mean * mean) / variance : 1;
        to[18] = variance;
        to[19] = homogeneity;
        to[20] = sums[0];
        to[21] = sums[1];
        to[22] = entropy(sum);
        to[23] = entropy;
        to[24] = differences[1];
        to[25] = entropy(difference);
        to[26] = marginalEntropy > 0 ? (entropy - crossOne) / marginalEntropy : 0;
        to[27] = FastMath.sqrt(Math.max(0, 1 - FastMath.exp(-2 * (crossTwo - entropy))));
    }

    /** Symmetric co-occurrence of neighbours in a row, both in the mask; its sum is 1. */
    private static double[][] cooccurrence(GrayImage image, GrayImage mask, int[] box) {
        double[][] p = new double[LEVELS][LEVELS];
        long pairs = 0;
        for (int y = box[1]; y <= box[3]; y++) {
            for (int x = box[0]; x < box[2]; x++) {
                if (mask.get(x, y) != 0 && mask.get(x + 1, y) != 0) {
                    int a = image.get(x, y) * LEVELS / 256;
                    int b = image.get(x + 1, y) * LEVELS / 256;
                    p[a][b]++;
                    p[b][a]++;
                    pairs += 2;
                }
            }
        }
        for (double[] row : p) {
            for (int j = 0; j < LEVELS; j++) {
                row[j] /= Math.max(1, pairs);
            }
        }
        return p;
    }

    private static double plogp(double weight, double p) {
        return p > 0 ? weight * FastMath.log(p) : 0;
    }

    private static double entropy(double[] p) {
        double sum = 0;
        for (double q : p) {
            sum -= plogp(q, q);
        }
        return sum;
    }

    private static double[] moments(double[] p) {
        double mean = 0;
        for (int i = 0; i < p.length; i++) {
            mean += i * p[i];
        }
        double variance = 0;
        for (int i = 0; i < p.length; i++) {
            variance += (i - mean) * (i - mean) * p[i];
        }
        return new double[] {mean, variance};
    }
}
