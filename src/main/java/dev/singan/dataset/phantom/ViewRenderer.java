package dev.singan.dataset.phantom;

import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.util.FastMath;

/** Makes one image: anatomy, lesions, beam, detector, labels. */
final class ViewRenderer {
    private static final int ATTEMPTS = 400;
    private static final int OUTLINE_POINTS = 72;

    private final Seeds seeds;
    private final ViewPlan plan;
    private final Geometry geometry;

    ViewRenderer(Seeds seeds, ViewPlan plan) {
        this(seeds, plan, plan.geometry());
    }

    /** @param geometry another pixel size than the detector's own */
    ViewRenderer(Seeds seeds, ViewPlan plan, Geometry geometry) {
        this.seeds = seeds;
        this.plan = plan;
        this.geometry = geometry;
    }

    /**
     * An image and what is marked on it.
     *
     * @param image the mammogram
     * @param segmentations one for each of the plan's lesions, in their order
     */
    record Rendered(GrayImage image, List<Segmentation> segmentations) {
        Rendered {
            segmentations = List.copyOf(segmentations);
        }
    }

    Rendered render() {
        int w = geometry.width();
        int h = geometry.height();
        double pitch = geometry.pitch();
        BreastShape shape = new BreastShape(
                stream("shape"), plan.view().oblique(), plan.size(), w * pitch, h * pitch, plan.thickness());
        Plane skin = shape.skinDistance(w, h, pitch);
        Plane gland = Parenchyma.glandular(stream("parenchyma"), shape, skin, plan.density());
        Plane tumour = new Plane(w, h, pitch);
        Plane calcium = new Plane(w, h, pitch);
        List<Segmentation> segmentations = new ArrayList<>();
        List<double[]> taken = new ArrayList<>();
        for (PhantomLesion lesion : plan.lesions()) {
            UniformRandomProvider random = stream("lesion-" + lesion.number());
            double[] centre = place(lesion, shape, skin, taken, random);
            taken.add(centre);
            Contour contour = new Contour(random, lesion);
            new LesionPainter(tumour, calcium, random).paint(lesion, contour, centre[0], centre[1]);
            segmentations.add(segment(lesion, contour, centre, 1 + 0.15 * random.nextDouble()));
        }
        Plane beam = Attenuation.logarithmic(new Attenuation.Tissue(shape, skin, gland, tumour, calcium));
        GrayImage image = plan.detector().expose(beam, skin, shape, stream("detector"));
        GrayImage turned = plan.view().right() ? mirrored(image) : image;
        boolean film = plan.detector() == Detector.FILM;
        return new Rendered(
                Labels.write(turned, plan.view(), film, plan.identification(), stream("labels")), segmentations);
    }

    private UniformRandomProvider stream(String part) {
        return seeds.stream(plan.stream() + "/" + part);
    }

    /** Where the lesion is seen: at its own place, or, where it would leave the breast or meet another, close to it. */
    private double[] place(
            PhantomLesion lesion, BreastShape shape, Plane skin, List<double[]> taken, UniformRandomProvider random) {
        double radius = lesion.diameter() / 2;
        double aside = plan.view().oblique() ? -lesion.cranial() : lesion.lateral();
        double x = shape.depth() * lesion.along();
        double y = shape.nippleY() + shape.below() * aside;
        double[] best = {x, y, radius};
        double bestRoom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ATTEMPTS; i++) {
            double reach = 0.25 * i;
            double px = x + reach * (random.nextDouble() - 0.5);
            double py = y + reach * (random.nextDouble() - 0.5);
            double room = room(px, py, radius, shape, skin, taken);
            if (room > bestRoom) {
                bestRoom = room;
                best = new double[] {px, py, radius};
            }
            if (room >= 0) {
                break;
            }
        }
        return best;
    }

    private double room(double x, double y, double radius, BreastShape shape, Plane skin, List<double[]> taken) {
        double room = skin.nearest(x, y) - radius - 5;
        room = Math.min(room, x - 0.5 * radius);
        room = Math.min(room, y - 0.5 * radius);
        if (shape.muscle(x, y) > 0.1) {
            room = Math.min(room, -5);
        }
        for (double[] other : taken) {
            room = Math.min(room, FastMath.hypot(x - other[0], y - other[1]) - radius - other[2] - 4);
        }
        return room;
    }

    private Segmentation segment(PhantomLesion lesion, Contour contour, double[] centre, double margin) {
        double pitch = geometry.pitch();
        int[] xs = new int[OUTLINE_POINTS];
        int[] ys = new int[OUTLINE_POINTS];
        for (int i = 0; i < OUTLINE_POINTS; i++) {
            double angle = 2 * FastMath.PI * i / OUTLINE_POINTS;
            double r = contour.radius(angle) * margin;
            xs[i] = column(clamp((centre[0] + r * FastMath.cos(angle)) / pitch, geometry.width()));
            ys[i] = clamp((centre[1] + r * FastMath.sin(angle)) / pitch, geometry.height());
        }
        byte[] mask = new byte[geometry.width() * geometry.height()];
        double reach = lesion.diameter();
        int fromY = clamp((centre[1] - reach) / pitch, geometry.height());
        int toY = clamp((centre[1] + reach) / pitch, geometry.height());
        int fromX = clamp((centre[0] - reach) / pitch, geometry.width());
        int toX = clamp((centre[0] + reach) / pitch, geometry.width());
        for (int y = fromY; y <= toY; y++) {
            for (int x = fromX; x <= toX; x++) {
                double dx = (x + 0.5) * pitch - centre[0];
                double dy = (y + 0.5) * pitch - centre[1];
                if (FastMath.hypot(dx, dy) <= margin * contour.radius(FastMath.atan2(dy, dx))) {
                    mask[y * geometry.width() + column(x)] = (byte) 255;
                }
            }
        }
        return new Segmentation(lesion, new GrayImage(geometry.width(), geometry.height(), mask), xs, ys);
    }

    private static int clamp(double value, int size) {
        return Math.max(0, Math.min(size - 1, (int) FastMath.floor(value)));
    }

    private int column(int x) {
        return plan.view().right() ? geometry.width() - 1 - x : x;
    }

    private static GrayImage mirrored(GrayImage image) {
        int w = image.width();
        byte[] pixels = new byte[w * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < w; x++) {
                pixels[y * w + x] = image.pixels()[y * w + w - 1 - x];
            }
        }
        return new GrayImage(w, image.height(), pixels);
    }
}
