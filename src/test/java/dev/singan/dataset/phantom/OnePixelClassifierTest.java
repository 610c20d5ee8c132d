package dev.singan.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Seeds;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The label must not be written into a statistic that a classifier of one pixel could use. The embedded study's lesions are
 * drawn at three times the pixel size, which leaves means, deviations and sizes as they are.
 */
class OnePixelClassifierTest {
    /** The most that mean, deviation or size may tell alone. */
    private static final double LIMIT = 0.65;

    private record Measured(boolean malignant, double[] mean, double[] deviation, double size) {}

    private static final List<Measured> LESIONS = new ArrayList<>();

    @BeforeAll
    static void measure() {
        PhantomRequest request = PhantomRequest.embedded(Path.of("unused"), 42);
        Seeds seeds = new Seeds(request.seed());
        List<ViewPlan> plans = new Cohort(request)
                .draw().stream()
                        .flatMap(p -> p.views().stream())
                        .filter(v -> !v.lesions().isEmpty())
                        .toList();
        LESIONS.addAll(plans.parallelStream()
                .flatMap(plan -> lesions(seeds, plan).stream())
                .toList());
    }

    private static List<Measured> lesions(Seeds seeds, ViewPlan plan) {
        Geometry g = plan.geometry();
        Geometry coarse = new Geometry(g.width() / 3, g.height() / 3, g.pitch() * 3);
        ViewRenderer.Rendered rendered = new ViewRenderer(seeds, plan, coarse).render();
        List<Measured> result = new ArrayList<>();
        for (Segmentation s : rendered.segmentations()) {
            Box box = Objects.requireNonNull(Box.ofNonZero(s.mask()));
            double[] mean = new double[3];
            double[] deviation = new double[3];
            for (int zoom = 1; zoom <= 3; zoom++) {
                Box patch = box.scaledWithin(zoom, coarse.width(), coarse.height());
                double[] moments = moments(rendered.image(), patch);
                mean[zoom - 1] = moments[0];
                deviation[zoom - 1] = moments[1];
            }
            double size = Math.max(box.width(), box.height()) * coarse.pitch();
            result.add(new Measured(s.lesion().malignant(), mean, deviation, size));
        }
        return result;
    }

    private static double[] moments(GrayImage image, Box box) {
        double sum = 0;
        double squares = 0;
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                double v = image.get(x, y);
                sum += v;
                squares += v * v;
            }
        }
        double n = (double) box.width() * box.height();
        return new double[] {sum / n, Math.sqrt(squares / n - sum / n * sum / n)};
    }

    @Test
    void thereAreEnoughLesionsForTheArmsToDiffer() {
        assertThat(LESIONS.stream().filter(m -> !m.malignant()).count()).isGreaterThanOrEqualTo(100);
        assertThat(LESIONS.stream().filter(Measured::malignant).count()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void neitherMeanNorDeviationNorSizeTellsBenignFromMalignant() {
        for (int z = 0; z < 3; z++) {
            int zoom = z;
            assertThat(auc(m -> m.mean()[zoom])).as("mean, zoom %d", z + 1).isLessThan(LIMIT);
            assertThat(auc(m -> m.deviation()[zoom]))
                    .as("deviation, zoom %d", z + 1)
                    .isLessThan(LIMIT);
        }
        assertThat(auc(Measured::size)).as("size").isLessThan(LIMIT);
    }

    private interface Feature {
        double of(Measured lesion);
    }

    /** The area under the ROC curve in the direction that is better: Mann and Whitney's larger U by the pairs. */
    private static double auc(Feature feature) {
        double[] benign = values(feature, false);
        double[] malignant = values(feature, true);
        return new MannWhitneyUTest().mannWhitneyU(benign, malignant) / ((double) benign.length * malignant.length);
    }

    private static double[] values(Feature feature, boolean malignant) {
        return LESIONS.stream()
                .filter(m -> m.malignant() == malignant)
                .flatMapToDouble(m -> DoubleStream.of(feature.of(m)))
                .toArray();
    }
}
