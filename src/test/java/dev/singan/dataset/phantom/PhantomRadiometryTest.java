package dev.singan.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.stat.regression.SimpleRegression;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The phantom's radiometry beside what is published for mammograms; each test names its source. */
class PhantomRadiometryTest {
    private static final Seeds SEEDS = new Seeds(11);
    private static final int WINDOW = 128;

    /** Burgess, Jacobson and Judy, Med. Phys. 28:419 (2001): exponents of mammograms are near 3. */
    @Test
    void theFieldsPowerFallsWithTheThirdPowerOfTheFrequency() {
        Plane field = PowerLawNoise.pair(SEEDS.stream("field"), 512, 512, 0.448, 3, 45)[0];
        SimpleRegression fit = new SimpleRegression();
        for (int i = 0; i < 9; i++) {
            spectrum(field, 30 + 128 * (i % 3), 30 + 128 * (i / 3), 0.08, 0.6, fit);
        }
        assertThat(-fit.getSlope()).isCloseTo(3, within(0.25));
    }

    /**
     * The same source: over 213 images the mean is 2.8 to 3, and single images lie between about 2 and 4. Chen et al., "Anatomical
     * complexity in breast parenchyma and its implications for optimal breast imaging strategies", Med. Phys. 39:1435 (2012): 3.17 with a
     * deviation of 0.23 in craniocaudal images. mini-MIAS by src/test/reference/mias_radiometry.py, as here: 2.94, 2.47 to 3.42.
     */
    @ParameterizedTest
    @EnumSource(Detector.class)
    void theExponentOfImagesIsThatOfMammograms(Detector detector) {
        double[] exponents = IntStream.rangeClosed(1, 4)
                .parallel()
                .mapToDouble(density -> exponent(detector, density))
                .toArray();
        for (double exponent : exponents) {
            assertThat(exponent).isBetween(2.1, 4.0);
        }
        assertThat(Arrays.stream(exponents).average().orElseThrow()).isBetween(2.6, 3.4);
    }

    private static double exponent(Detector detector, int density) {
        Geometry geometry = detector == Detector.FILM ? Geometry.FILM : Geometry.DIGITAL;
        Plane image = plane(image(detector, density, List.of()), geometry.pitch());
        SimpleRegression fit = new SimpleRegression();
        spectrum(image, 150, 530, 0.12, 0.7, fit);
        spectrum(image, 250, 590, 0.12, 0.7, fit);
        return -fit.getSlope();
    }

    /**
     * Yaffe et al., "The myth of the 50-50 breast", Med. Phys. 36:5437 (2009): the mean volumetric glandular fraction of
     * 2831 women is 0.14 to 0.26 by cohort, and 95 percent lie below 0.45.
     */
    @Test
    void theGlandularShareOfTheVolumeRisesWithTheDensityClassAndIsThatOfWomen() {
        double[] share = new double[5];
        for (int density = 1; density <= 4; density++) {
            for (int i = 0; i < 3; i++) {
                share[density] += glandularShare(density, "volume" + i) / 3;
            }
        }
        assertThat(share[1]).isLessThan(share[2]);
        assertThat(share[2]).isLessThan(share[3]);
        assertThat(share[3]).isLessThan(share[4]);
        double mean = 0.2 * share[1] + 0.38 * share[2] + 0.3 * share[3] + 0.12 * share[4];
        assertThat(mean).isBetween(0.14, 0.3);
        assertThat(share[4]).isLessThan(0.6);
    }

    /**
     * Haus and Yaffe, Radiol. Clin. North Am. 38:871 (2000) and the ACR's quality control manual (1999): a film's
     * background density is at least 1.2, aims are 1.4 to 1.9; beside the breast the film is black.
     */
    @Test
    void aFilmIsAsDarkAsFilmsAre() {
        BreastShape shape = shape("film");
        Plane skin = skin(shape, 360, 584, 0.4);
        GrayImage image = image(Detector.FILM, 2, List.of());
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int y = 0; y < skin.height(); y++) {
            for (int x = 0; x < skin.width(); x++) {
                if (skin.get(x, y) > 12) {
                    double density = 3.9 * (1 - image.get(2 * x, 2 * y) / 255.0);
                    sum += density;
                    squares += density * density;
                    n++;
                }
            }
        }
        double mean = sum / n;
        assertThat(mean).isBetween(1.2, 2.0);
        assertThat(Math.sqrt(squares / n - mean * mean)).isBetween(0.1, 0.8);
        assertThat(3.9 * (1 - image.get(700, 600) / 255.0)).isGreaterThan(3);
    }

    /**
     * Johns and Yaffe, Phys. Med. Biol. 32:675 (1987), at 20 keV: carcinoma 0.844/cm, fat 0.456/cm. Ten millimetres of it
     * in place of fat: 0.388 in the logarithm, less a fifth or so for scatter of a quarter (Boone and Cooper 2000).
     */
    @Test
    void aTumourInFatHasTheContrastOfItsThickness() {
        BreastShape shape = shape("contrast");
        Plane skin = skin(shape, 300, 600, 0.4);
        Plane none = new Plane(300, 600, 0.4);
        Plane tumour = new Plane(300, 600, 0.4);
        int cx = (int) (shape.depth() / 2 / 0.4);
        int cy = (int) (shape.nippleY() / 0.4);
        for (int y = -8; y <= 8; y++) {
            for (int x = -8; x <= 8; x++) {
                tumour.add(cx + x, cy + y, 10);
            }
        }
        Plane without = Attenuation.logarithmic(new Attenuation.Tissue(shape, skin, none, none, none));
        Plane with = Attenuation.logarithmic(new Attenuation.Tissue(shape, skin, none, tumour, none));
        double contrast = with.get(cx, cy) - without.get(cx, cy);
        assertThat(contrast).isBetween(0.388 * 0.7, 0.388 * 0.95);
    }

    /** A quantum-limited detector's noise is the root of the quanta (Yaffe and Mainprize 2004): halving the beam adds 41 %. */
    @Test
    void digitalNoiseGrowsWithAttenuation() {
        BreastShape shape = shape("noise");
        Plane skin = new Plane(400, 400, 0.3);
        java.util.Arrays.fill(skin.data(), 60f);
        Plane beam = new Plane(400, 400, 0.3);
        for (int i = 0; i < beam.data().length; i++) {
            beam.data()[i] = i < beam.data().length / 2 ? -0.35f : 0.35f;
        }
        GrayImage image = Detector.DIGITAL.expose(beam, skin, shape, SEEDS.stream("noise"));
        // The sigmoid's slope is the same at both distances from its centre, up to the centre's own variation.
        double ratio = deviation(image, 250, 350) / deviation(image, 50, 150);
        assertThat(ratio).isBetween(1.2, 1.7);
    }

    private static double deviation(GrayImage image, int fromRow, int toRow) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < image.width(); x++) {
                double v = image.get(x, y);
                sum += v;
                squares += v * v;
                n++;
            }
        }
        return Math.sqrt(squares / n - sum * sum / ((double) n * n));
    }

    private static BreastShape shape(String name) {
        return new BreastShape(SEEDS.stream(name), false, 0.8, 144, 234, 50);
    }

    private static Plane skin(BreastShape shape, int width, int height, double pitch) {
        return shape.skinDistance(width, height, pitch);
    }

    private static GrayImage image(Detector detector, int density, List<PhantomLesion> lesions) {
        ViewPlan plan = new ViewPlan(View.LEFT_CC, detector, density, 0.8, 50, lesions, "film", "000001");
        return new ViewRenderer(SEEDS, plan).render().image();
    }

    private static double glandularShare(int density, String name) {
        BreastShape shape = shape(name);
        Plane skin = skin(shape, 300, 584, 0.4);
        Plane gland = Parenchyma.glandular(SEEDS.stream(name), shape, skin, density);
        double tissue = 0;
        double all = 0;
        for (int i = 0; i < gland.data().length; i++) {
            tissue += gland.data()[i];
            all += shape.thicknessAt(skin.data()[i]);
        }
        return tissue / all;
    }

    private static Plane plane(GrayImage image, double pitch) {
        Plane plane = new Plane(image.width(), image.height(), pitch);
        for (int i = 0; i < image.pixels().length; i++) {
            plane.data()[i] = image.pixels()[i] & 0xff;
        }
        return plane;
    }

    /** Adds the logarithms of frequency and mean radial power of a Hann-tapered window to a fit. */
    private static void spectrum(Plane plane, int left, int top, double low, double high, SimpleRegression fit) {
        double[][][] window = new double[WINDOW][2][WINDOW];
        DoubleUnaryOperator hann = i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW);
        double mean = 0;
        for (int i = 0; i < WINDOW * WINDOW; i++) {
            mean += plane.get(left + i % WINDOW, top + i / WINDOW) / (double) (WINDOW * WINDOW);
        }
        for (int y = 0; y < WINDOW; y++) {
            for (int x = 0; x < WINDOW; x++) {
                window[y][0][x] = (plane.get(left + x, top + y) - mean) * hann.applyAsDouble(x) * hann.applyAsDouble(y);
            }
            FastFourierTransformer.transformInPlace(window[y], DftNormalization.STANDARD, TransformType.FORWARD);
        }
        double[] power = new double[WINDOW / 2];
        int[] count = new int[WINDOW / 2];
        for (int u = 0; u < WINDOW; u++) {
            double[][] column = new double[2][WINDOW];
            for (int v = 0; v < WINDOW; v++) {
                column[0][v] = window[v][0][u];
                column[1][v] = window[v][1][u];
            }
            FastFourierTransformer.transformInPlace(column, DftNormalization.STANDARD, TransformType.FORWARD);
            for (int v = 0; v < WINDOW; v++) {
                int ring = (int) Math.round(Math.hypot(Math.min(u, WINDOW - u), Math.min(v, WINDOW - v)));
                if (ring < power.length) {
                    power[ring] += column[0][v] * column[0][v] + column[1][v] * column[1][v];
                    count[ring]++;
                }
            }
        }
        for (int r = 2; r < power.length; r++) {
            double frequency = r / (WINDOW * plane.pitch());
            if (frequency >= low && frequency <= high) {
                fit.addData(Math.log(frequency), Math.log(power[r] / count[r]));
            }
        }
    }
}
