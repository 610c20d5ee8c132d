package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.util.FastMath;

/**
 * Thin curved strands of tissue, drawn as wandering lines of round, tapering section. A strand's width and thickness
 * along the beam are equal, so that a thin one is also faint.
 */
final class Strokes {
    private Strokes() {}

    /**
     * A strand.
     *
     * @param x its start in mm
     * @param y its start in mm
     * @param angle direction at the start, radians
     * @param length mm
     * @param width diameter at the start in mm
     * @param tip diameter at the end in mm
     * @param bend change of direction over its length, radians
     * @param wander deviation of the direction's random walk per square root of mm, radians
     * @param strength tissue in mm that is added along the beam for each mm of diameter
     */
    record Stroke(
            double x,
            double y,
            double angle,
            double length,
            double width,
            double tip,
            double bend,
            double wander,
            double strength) {}

    /** Adds a strand to a plane of tissue thicknesses in mm. Where strands cross, or a strand crosses itself, they add up. */
    static void draw(Plane plane, Stroke stroke, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double step = Math.max(plane.pitch() * 0.5, 0.08);
        int steps = (int) Math.max(2, stroke.length() / step);
        double x = stroke.x();
        double y = stroke.y();
        double angle = stroke.angle();
        double jitter = stroke.wander() * FastMath.sqrt(step);
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            double width = stroke.width() + (stroke.tip() - stroke.width()) * t;
            // The end fades out over the last fifth, as strands leave the plane of the section.
            double fade = Math.min(1, (1 - t) * 5);
            dab(plane, x, y, width, stroke.strength() * fade * step);
            x += step * FastMath.cos(angle);
            y += step * FastMath.sin(angle);
            angle += stroke.bend() / steps + jitter * gauss.sample();
        }
    }

    /**
     * One step of a strand: a small Gaussian whose sum along the strand has the width's own height. The section's
     * deviation is never under half a pixel, and its mass does not depend on the pixel's size.
     */
    private static void dab(Plane plane, double xMm, double yMm, double width, double amount) {
        double sigma = FastMath.sqrt(width * width / 12 + plane.pitch() * plane.pitch() / 4);
        double height = amount * width * width / (2 * FastMath.PI * sigma * sigma);
        int reach = (int) (2.5 * sigma / plane.pitch()) + 1;
        int cx = (int) FastMath.floor(xMm / plane.pitch());
        int cy = (int) FastMath.floor(yMm / plane.pitch());
        for (int y = Math.max(0, cy - reach); y <= Math.min(plane.height() - 1, cy + reach); y++) {
            double dy = (y + 0.5) * plane.pitch() - yMm;
            for (int x = Math.max(0, cx - reach); x <= Math.min(plane.width() - 1, cx + reach); x++) {
                double dx = (x + 0.5) * plane.pitch() - xMm;
                plane.add(x, y, height * FastMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma)));
            }
        }
    }
}
