package dev.singan.dataset.phantom;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.util.FastMath;

/**
 * How much of the breast is fibroglandular. A power-law field (Burgess 2001) and a clustered lumpy background (Bochud
 * 1999) are added to an anatomic tendency, the disc behind the nipple; the densest part of that sum is glandular, as much
 * of the area as the density class says (ACR: up to 25, 50, 75 and 100 percent, as BCDR uses it), with soft borders and
 * the fields' own texture inside. Cooper's ligaments run from the gland through the fat to the skin (Bakic, Albert,
 * Brzakovic and Maidment, "Mammogram synthesis using a 3D simulation", Med. Phys. 29:2131, 2002); ducts run towards the
 * nipple, blood vessels cross the breast.
 */
final class Parenchyma {
    /** Dense share of the breast's area, low and high end, by density class. */
    private static final double[][] DENSE_AREA = {{0.05, 0.18}, {0.28, 0.45}, {0.53, 0.7}, {0.78, 0.92}};

    private Parenchyma() {}

    /**
     * Fibroglandular tissue in mm along the beam.
     *
     * @param random the image's own stream
     * @param shape outline and thickness
     * @param skin distance to the skin, at the resolution of the result
     * @param density 1 to 4
     */
    static Plane glandular(UniformRandomProvider random, BreastShape shape, Plane skin, int density) {
        int w = (skin.width() + 1) / 2;
        int h = (skin.height() + 1) / 2;
        double pitch = skin.pitch() * 2;
        Plane[] fields = PowerLawNoise.pair(random, w, h, pitch, 3, 45);
        Plane lumps = LumpyBackground.field(random, w, h, pitch);
        float[] tendency = tendency(shape, skin, fields[0]);
        double[] range = DENSE_AREA[density - 1];
        double share = range[0] + (range[1] - range[0]) * random.nextDouble();
        double threshold = quantile(tendency, skin, w, 1 - share);
        Plane fraction = new Plane(w, h, pitch);
        for (int i = 0; i < tendency.length; i++) {
            double dense = 1 / (1 + FastMath.exp(-(tendency[i] - threshold) / 0.5));
            double texture = 1 + 0.12 * fields[1].data()[i] + 0.02 * lumps.data()[i];
            double value = 0.05 + dense * (0.33 + 0.05 * density) * texture + 0.008 * lumps.data()[i];
            fraction.data()[i] = (float) Math.max(0.01, Math.min(0.95, value));
        }
        Plane fine = fraction.doubled(skin.width(), skin.height());
        for (int i = 0; i < fine.data().length; i++) {
            fine.data()[i] *= (float) shape.thicknessAt(skin.data()[i]);
        }
        strands(random, shape, skin, fine, density);
        return fine;
    }

    private static float[] tendency(BreastShape shape, Plane skin, Plane field) {
        Plane smooth = field.blurred(2.5);
        float[] result = new float[field.data().length];
        double depth = shape.depth();
        for (int y = 0; y < field.height(); y++) {
            for (int x = 0; x < field.width(); x++) {
                double px = (x + 0.5) * field.pitch();
                double py = (y + 0.5) * field.pitch();
                double d = skin.nearest(px, py);
                double fatLayer = 1 - FastMath.exp(-Math.max(0, d - 4) / 7);
                double u = (px - 0.55 * depth) / (0.5 * depth);
                double v = (py - shape.nippleY()) / (0.8 * shape.below());
                double disc = 1.5 * FastMath.exp(-0.7 * (u * u + v * v));
                double outside = 3 * shape.muscle(px, py);
                int i = y * field.width() + x;
                result[i] = (float) (1.6 * fatLayer + disc + 0.9 * smooth.data()[i] - outside);
            }
        }
        return result;
    }

    private static double quantile(float[] values, Plane skin, int width, double share) {
        float[] inside = new float[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (skin.get(Math.min(2 * (i % width), skin.width() - 1), Math.min(2 * (i / width), skin.height() - 1))
                    > 2) {
                inside[n++] = values[i];
            }
        }
        float[] sorted = Arrays.copyOf(inside, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(n - 1L, (long) (share * n))];
    }

    private static void strands(
            UniformRandomProvider random, BreastShape shape, Plane skin, Plane tissue, int density) {
        double depth = shape.depth();
        int ligaments = 70 + random.nextInt(40);
        for (int i = 0; i < ligaments; i++) {
            double x = depth * random.nextDouble();
            double y = shape.nippleY() + shape.below() * (2 * random.nextDouble() - 1);
            if (skin.nearest(x, y) < 4) {
                continue;
            }
            double away = FastMath.atan2(y - shape.nippleY(), x - 0.35 * depth);
            double angle = away + 1.6 * (random.nextDouble() - 0.5);
            double width = 0.4 + 0.7 * random.nextDouble();
            double length = 8 + 24 * random.nextDouble();
            Strokes.draw(
                    tissue,
                    new Strokes.Stroke(x, y, angle, length, width, 0.4, 0.8 * (random.nextDouble() - 0.5), 0.07, 2.2),
                    random);
        }
        int ducts = 8 + random.nextInt(8);
        for (int i = 0; i < ducts; i++) {
            double angle = FastMath.PI + 1.7 * (random.nextDouble() - 0.5);
            double length = depth * (0.25 + 0.35 * random.nextDouble());
            Strokes.draw(
                    tissue,
                    new Strokes.Stroke(
                            depth - 5, shape.nippleY(), angle, length, 1.6, 0.5, random.nextDouble() - 0.5, 0.05, 1.3),
                    random);
        }
        int vessels = 2 + random.nextInt(3);
        for (int i = 0; i < vessels; i++) {
            double y = shape.nippleY() + shape.below() * (1.6 * random.nextDouble() - 0.8);
            double length = depth * (0.4 + 0.5 * random.nextDouble());
            double angle = 1.2 * (random.nextDouble() - 0.5);
            double width = 1.2 + 1.0 * random.nextDouble();
            Strokes.draw(
                    tissue,
                    new Strokes.Stroke(
                            0.05 * depth, y, angle, length, width, 0.8, random.nextDouble() - 0.5, 0.06, 1.4),
                    random);
        }
        limit(tissue, skin, shape);
    }

    /** No tissue outside of the breast, and never more of it than the breast is thick. */
    private static void limit(Plane tissue, Plane skin, BreastShape shape) {
        float[] values = tissue.data();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.min(values[i], shape.thicknessAt(skin.data()[i]));
        }
    }
}
