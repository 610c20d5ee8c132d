package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.util.FastMath;

/**
 * Draws a lesion into planes of tumour tissue and of calcium, both in mm along the beam.
 *
 * <p>A mass is an ellipsoid over its contour; its margin is sharp where it is benign (circumscribed) and indistinct where
 * it is suspicious. Spicules are tapering strands that leave the margin (number, width and length as in de Sisternes et
 * al. 2015). Microcalcifications are 0.2 to 0.55 mm, five or more to the square centimetre where they are clustered
 * (Sickles et al. 2013); coarse ones are one to three millimetres.
 */
final class LesionPainter {
    private final Plane tumour;
    private final Plane calcium;
    private final UniformRandomProvider random;

    LesionPainter(Plane tumour, Plane calcium, UniformRandomProvider random) {
        this.tumour = tumour;
        this.calcium = calcium;
        this.random = random;
    }

    /** Draws a lesion about a point in mm. */
    void paint(PhantomLesion lesion, Contour contour, double x, double y) {
        if (lesion.mass()) {
            mass(lesion, contour, x, y);
            spicules(lesion, contour, x, y);
        }
        switch (lesion.calcifications()) {
            case NONE -> {}
            case COARSE -> coarse(lesion, x, y);
            case CLUSTERED -> clustered(lesion, x, y);
        }
    }

    private void mass(PhantomLesion lesion, Contour contour, double cx, double cy) {
        double pitch = tumour.pitch();
        double reach = 0.85 * lesion.diameter() + 5;
        int side = 2 * (int) (reach / pitch) + 1;
        Plane local = new Plane(side, side, pitch);
        int left = (int) (cx / pitch) - side / 2;
        int top = (int) (cy / pitch) - side / 2;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double dx = (left + x + 0.5) * pitch - cx;
                double dy = (top + y + 0.5) * pitch - cy;
                double rho = FastMath.hypot(dx, dy) / contour.radius(FastMath.atan2(dy, dx));
                if (rho < 1) {
                    local.add(x, y, lesion.thickness() * FastMath.sqrt(1 - rho * rho));
                }
            }
        }
        double blur = 0.25 + (0.4 + 1.4 * random.nextDouble()) * lesion.suspicion();
        Plane soft = local.blurred(blur);
        for (int y = Math.max(0, -top); y < Math.min(side, tumour.height() - top); y++) {
            for (int x = Math.max(0, -left); x < Math.min(side, tumour.width() - left); x++) {
                tumour.add(left + x, top + y, soft.get(x, y));
            }
        }
    }

    private void spicules(PhantomLesion lesion, Contour contour, double cx, double cy) {
        double mean = 36 * Math.max(0, lesion.suspicion() - 0.25);
        int count = mean > 0 ? PoissonSampler.of(random, mean).sample() : 0;
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < count; i++) {
            double angle = 2 * FastMath.PI * random.nextDouble();
            double start = 0.6 * contour.radius(angle);
            double length = lesion.diameter() * (0.2 + 0.5 * random.nextDouble()) * (0.5 + 0.5 * lesion.suspicion());
            double width = (0.05 + 0.05 * random.nextDouble()) * Math.min(16, lesion.diameter());
            Strokes.draw(
                    tumour,
                    new Strokes.Stroke(
                            cx + start * FastMath.cos(angle),
                            cy + start * FastMath.sin(angle),
                            angle + 0.25 * gauss.sample(),
                            length + 0.6 * start,
                            width,
                            0.25 * width,
                            0.5 * gauss.sample(),
                            0.05,
                            Math.min(4.5, 0.36 * lesion.thickness())),
                    random);
        }
    }

    private void coarse(PhantomLesion lesion, double cx, double cy) {
        int count = 1 + random.nextInt(4);
        double spread = 0.22 * lesion.diameter();
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < count; i++) {
            double x = cx + spread * gauss.sample();
            double y = cy + spread * gauss.sample();
            double size = 0.7 + 1.6 * random.nextDouble();
            int grains = 3 + random.nextInt(4);
            for (int g = 0; g < grains; g++) {
                grain(x + 0.3 * size * gauss.sample(), y + 0.3 * size * gauss.sample(), 0.6 * size, 0.4);
            }
        }
    }

    private void clustered(PhantomLesion lesion, double cx, double cy) {
        int count = 5 + PoissonSampler.of(random, 5 + 18 * lesion.suspicion()).sample();
        double spread = 0.2 * Math.min(16, lesion.diameter());
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double x0 = cx + 0.12 * lesion.diameter() * gauss.sample();
        double y0 = cy + 0.12 * lesion.diameter() * gauss.sample();
        for (int i = 0; i < count; i++) {
            double size = 0.2 + 0.34 * random.nextDouble() * random.nextDouble();
            double x = x0 + spread * gauss.sample();
            double y = y0 + spread * gauss.sample();
            int grains = 1 + random.nextInt(3);
            double angle = 2 * FastMath.PI * random.nextDouble();
            for (int g = 0; g < grains; g++) {
                double d = 0.7 * g * size;
                grain(x + d * FastMath.cos(angle), y + d * FastMath.sin(angle), size, 1);
            }
        }
    }

    /** One grain of calcium: a ball's volume under a Gaussian that is never narrower than the pixel lets it be. */
    private void grain(double xMm, double yMm, double size, double density) {
        double pitch = calcium.pitch();
        double sigma = FastMath.sqrt(size * size / 12 + pitch * pitch / 9);
        double volume = FastMath.PI / 6 * size * size * size * density;
        double height = volume / (2 * FastMath.PI * sigma * sigma);
        int reach = (int) (3 * sigma / pitch) + 1;
        int cx = (int) FastMath.floor(xMm / pitch);
        int cy = (int) FastMath.floor(yMm / pitch);
        for (int y = Math.max(0, cy - reach); y <= Math.min(calcium.height() - 1, cy + reach); y++) {
            double dy = (y + 0.5) * pitch - yMm;
            for (int x = Math.max(0, cx - reach); x <= Math.min(calcium.width() - 1, cx + reach); x++) {
                double dx = (x + 0.5) * pitch - xMm;
                calcium.add(x, y, height * FastMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma)));
            }
        }
    }
}
