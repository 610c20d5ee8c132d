package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.util.FastMath;

/**
 * The star-shaped border of a lesion in one view: an ellipse whose radius varies by a random Fourier series, as in the
 * stochastic masses of de Sisternes et al. ("A computational model to generate simulated three-dimensional breast
 * masses", Med. Phys. 42:1098, 2015). It is scaled so that the longer side of its box has the lesion's diameter whatever
 * its irregularity.
 */
final class Contour {
    private static final int DIRECTIONS = 360;

    private final double[] radius = new double[DIRECTIONS + 1];

    Contour(UniformRandomProvider random, PhantomLesion lesion) {
        double irregularity = 0.025 + 0.17 * lesion.suspicion();
        int harmonics = 3 + (int) (9 * lesion.suspicion());
        double[] amplitude = new double[harmonics + 2];
        double[] phase = new double[harmonics + 2];
        for (int k = 2; k < harmonics + 2; k++) {
            amplitude[k] = irregularity * (0.4 + 1.2 * random.nextDouble()) / FastMath.pow(k - 1, 0.75);
            phase[k] = 2 * FastMath.PI * random.nextDouble();
        }
        double axis = FastMath.PI * random.nextDouble();
        double ratio = FastMath.sqrt(lesion.elongation());
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * FastMath.PI * i / DIRECTIONS;
            double c = FastMath.cos(angle - axis) / ratio;
            double s = FastMath.sin(angle - axis) * ratio;
            double factor = 1;
            for (int k = 2; k < harmonics + 2; k++) {
                factor += amplitude[k] * FastMath.cos(k * angle + phase[k]);
            }
            radius[i] = Math.max(0.35, factor) / FastMath.sqrt(c * c + s * s);
        }
        radius[DIRECTIONS] = radius[0];
        scaleTo(lesion.diameter());
    }

    private void scaleTo(double diameter) {
        double[] box = {0, 0, 0, 0};
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * FastMath.PI * i / DIRECTIONS;
            double x = radius[i] * FastMath.cos(angle);
            double y = radius[i] * FastMath.sin(angle);
            box[0] = Math.min(box[0], x);
            box[1] = Math.max(box[1], x);
            box[2] = Math.min(box[2], y);
            box[3] = Math.max(box[3], y);
        }
        double scale = diameter / Math.max(box[1] - box[0], box[3] - box[2]);
        for (int i = 0; i <= DIRECTIONS; i++) {
            radius[i] *= scale;
        }
    }

    /** The radius in mm in a direction in radians. */
    double radius(double angle) {
        double turn = angle / (2 * FastMath.PI);
        double position = (turn - FastMath.floor(turn)) * DIRECTIONS;
        int i = Math.min(DIRECTIONS - 1, (int) position);
        return radius[i] + (radius[i + 1] - radius[i]) * (position - i);
    }
}
