package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.util.FastMath;

/**
 * The compressed breast's outline and thickness in one view, in mm, with the chest wall at x = 0 and the nipple to the
 * right. The plates flatten the breast to one thickness; towards the skin it is rounded (Snoeren and Karssemeijer,
 * "Thickness correction of mammographic images by means of a global parameter model of the compressed breast", IEEE
 * TMI 23:799, 2004). The border is a superellipse, in an oblique view drawn out towards the armpit, and the pectoral
 * muscle is bounded by a nearly straight line (Karssemeijer, "Automated classification of parenchymal patterns in
 * mammograms", Phys. Med. Biol. 43:365, 1998).
 */
final class BreastShape {
    private static final int BORDER_POINTS = 180;

    private final double depth;
    private final double nippleY;
    private final double above;
    private final double below;
    private final double shoulder;
    private final double power;
    private final double thickness;
    private final double muscleWidth;
    private final double muscleHeight;
    private final double wobble;
    private final double phase;
    private final double bottom;

    /**
     * @param random the view's own stream
     * @param oblique whether it is an MLO view
     * @param size the patient's breast size relative to the image, 0 to 1
     * @param widthMm the image's width
     * @param heightMm the image's height
     * @param thickness compressed thickness in mm, 20 to 90
     */
    BreastShape(
            UniformRandomProvider random,
            boolean oblique,
            double size,
            double widthMm,
            double heightMm,
            double thickness) {
        this.thickness = thickness;
        depth = widthMm * (0.5 + 0.3 * size) * between(random, 0.96, 1.04);
        double half = heightMm * (0.32 + 0.13 * size) * between(random, 0.96, 1.04);
        nippleY = heightMm * (oblique ? between(random, 0.56, 0.64) : between(random, 0.47, 0.53));
        above = oblique ? nippleY : Math.min(half, nippleY);
        below = Math.min(half * (oblique ? 0.86 : between(random, 0.92, 1.05)), heightMm - nippleY - 1);
        shoulder = oblique ? between(random, 0.34, 0.48) : 0;
        power = between(random, 1.9, 2.3);
        muscleWidth = oblique ? depth * between(random, 0.36, 0.52) : 0;
        muscleHeight = oblique ? heightMm * between(random, 0.42, 0.6) : 0;
        wobble = between(random, 0.4, 1.6);
        phase = random.nextDouble() * 2 * FastMath.PI;
        bottom = nippleY + below;
    }

    private static double between(UniformRandomProvider random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** The skin's x at a height y; not positive where there is no breast. */
    double border(double y) {
        double v = y - nippleY;
        double nipple = 2.6 * FastMath.exp(-v * v / 14);
        double ripple = wobble * FastMath.sin(y / 19 + phase);
        if (v <= 0) {
            double r = Math.min(1, -v / above);
            double arc = FastMath.pow(1 - FastMath.pow(r, power), 1 / power);
            double curve = shoulder > 0 ? shoulder + (1 - shoulder) * (0.5 + 0.5 * FastMath.cos(FastMath.PI * r)) : arc;
            return depth * curve + nipple + ripple * (1 - r);
        }
        double r = v / below;
        if (r >= 1) {
            return y > bottom + 2 ? -1 : 0;
        }
        return depth * FastMath.pow(1 - FastMath.pow(r, power), 1 / power) + nipple + ripple * (1 - r);
    }

    /**
     * Signed distance to the skin in mm for every eighth pixel of a lattice and what lies between by the cubic: positive
     * inside the breast.
     */
    Plane skinDistance(int width, int height, double pitch) {
        double[] xs = new double[BORDER_POINTS];
        double[] ys = new double[BORDER_POINTS];
        double top = Math.max(nippleY - above, -8);
        for (int i = 0; i < BORDER_POINTS; i++) {
            // Points lie closer where the border runs along x, at the ends.
            double t = 0.5 - 0.5 * FastMath.cos(FastMath.PI * i / (BORDER_POINTS - 1));
            ys[i] = (shoulder > 0 ? -8 : top) + (bottom - (shoulder > 0 ? -8 : top)) * t;
            xs[i] = Math.max(0, border(ys[i]));
        }
        int step = 8;
        int w = (width + step - 1) / step;
        int h = (height + step - 1) / step;
        Plane plane = new Plane(w, h, pitch * step);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                plane.add(x, y, distance(xs, ys, (x + 0.5) * step * pitch, (y + 0.5) * step * pitch));
            }
        }
        return plane.doubled((width + 3) / 4, (height + 3) / 4)
                .doubled((width + 1) / 2, (height + 1) / 2)
                .doubled(width, height);
    }

    private double distance(double[] xs, double[] ys, double x, double y) {
        double best = Double.MAX_VALUE;
        for (int i = 1; i < xs.length; i++) {
            double dx = xs[i] - xs[i - 1];
            double dy = ys[i] - ys[i - 1];
            double length = dx * dx + dy * dy;
            double t = length == 0 ? 0 : ((x - xs[i - 1]) * dx + (y - ys[i - 1]) * dy) / length;
            t = Math.max(0, Math.min(1, t));
            double ex = x - xs[i - 1] - t * dx;
            double ey = y - ys[i - 1] - t * dy;
            best = Math.min(best, ex * ex + ey * ey);
        }
        boolean inside = y > nippleY - above && y < bottom && x < border(y);
        return inside || shoulder > 0 && y <= 0 ? FastMath.sqrt(best) : -FastMath.sqrt(best);
    }

    /** Tissue between the plates in mm at a distance from the skin. */
    double thicknessAt(double skinDistance) {
        if (skinDistance <= 0) {
            return 0;
        }
        double r = Math.min(1, skinDistance / (0.4 * thickness));
        return thickness * FastMath.sqrt(1 - (1 - r) * (1 - r));
    }

    /** How deep a point lies in the pectoral muscle: 0 outside, 1 in the corner. */
    double muscle(double x, double y) {
        if (muscleWidth == 0) {
            return 0;
        }
        double along = y / muscleHeight;
        double edge = muscleWidth * (1 - along) * (1 + 0.22 * along * FastMath.sin(phase));
        return Math.max(0, (edge - x) / muscleWidth);
    }

    /** The nipple's distance from the chest wall in mm. */
    double depth() {
        return depth;
    }

    /** The nipple's height in the image in mm. */
    double nippleY() {
        return nippleY;
    }

    /** Half of the breast's height towards the feet, in mm. */
    double below() {
        return below;
    }
}
