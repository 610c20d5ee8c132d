package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Expected values come from src/test/reference/sifid.py (numpy, and scipy's matrix root) unless a test says otherwise. */
class SifidTest {
    private static final JsonNode REFERENCE = reference();

    @Test
    void theFrechetDistanceIsThatOfTheMatrixRoot() {
        Gaussian a = Gaussian.fit(vectors(400, 7, 1, 1, 0), 7);
        Gaussian b = Gaussian.fit(vectors(350, 7, 2, 1.5f, 0.25f), 7);
        assertThat(a.distance(b)).isCloseTo(REFERENCE.get("vectors").doubleValue(), within(1e-6));
        assertThat(b.distance(a)).isCloseTo(a.distance(b), within(1e-9));
        assertThat(a.distance(a)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theGaborMapIsTheOneOfItsDefinition() {
        GaborMap map = new GaborMap();
        float[] values = map.of(picture(32));
        double[] means = new double[64];
        for (int i = 0; i < values.length; i++) {
            means[i % 64] += values[i] / 1024.0;
        }
        for (int c = 0; c < 64; c++) {
            assertThat(means[c]).isCloseTo(REFERENCE.get("channels").get(c).doubleValue(), within(1e-6));
        }
        assertThat(map.layer()).isEqualTo("sifid/gabor64");
    }

    @Test
    void theScoreGrowsFromACopyToALikenessToNoise() {
        Sifid sifid = new Sifid(new GaborMap(), picture(32));
        GrayImage copy = picture(32);
        GrayImage darker = map(copy, v -> v * 3 / 4);
        double[] scores = sifid.scores(List.of(copy, darker, noise(32, 1)));
        assertThat(scores[0]).isCloseTo(0, within(1e-9));
        assertThat(scores[1]).isGreaterThan(1e-4);
        assertThat(sifid.score(noise(32, 1))).isEqualTo(scores[2]).isGreaterThan(scores[1]);
    }

    @Test
    void singularCovariancesAreNoHindrance() {
        GrayImage flat = map(picture(32), v -> 128);
        assertThat(new Sifid(new GaborMap(), flat).score(flat)).isCloseTo(0, within(1e-12));
        assertThat(new Sifid(new GaborMap(), picture(32)).score(flat)).isPositive();
    }

    @Test
    void qualityTellsCopiesFromDiverseSamples() {
        GrayImage source = picture(32);
        SampleQuality copies = quality(source, List.of(source, source, source), List.of());
        assertThat(copies.mean()).isCloseTo(0, within(1e-9));
        assertThat(copies.diversity()).isZero();
        assertThat(copies.nearest().sourceMin()).isZero();
        assertThat(copies.nearest().windowMean()).isZero();
        assertThat(copies.real()).isNull();
        SampleQuality noisy = quality(source, List.of(noise(32, 1), noise(32, 2), source), List.of(noise(32, 3)));
        assertThat(noisy.nearest().nearestSample()).isEqualTo(2);
        assertThat(noisy.diversity()).isPositive();
        assertThat(noisy.values()).hasSize(3);
        assertThat(noisy.q3()).isBetween(noisy.median(), noisy.noise().mean() * 2);
        assertThat(noisy.real()).isNotNull();
        assertThat(Json.pretty(noisy)).contains("\"layer\" : \"sifid/gabor64\"");
    }

    /** Two samples that differ by 2 d in each pixel deviate by d with n; the source's pixels 0 and 255 by 127.5. */
    @Test
    void diversityIsTheDeviationOverSamplesInUnitsOfTheSources() {
        GrayImage source = new GrayImage(4, 4, new byte[] {0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1});
        GrayImage dark = map(source, v -> 100);
        GrayImage light = map(source, v -> 151);
        assertThat(Diversity.of(source, List.of(dark, light))).isCloseTo(25.5 / 127.5, within(1e-12));
    }

    @Test
    void thePublishedWayGoesThroughJpeg() {
        GrayImage source = picture(64);
        SampleQuality jpeg = SampleQuality.measure(
                new Neighbours(), SifidPath.JPEG, source, List.of(source), List.of(), new Seeds(1));
        assertThat(jpeg.path()).isEqualTo("jpeg");
        assertThat(jpeg.mean()).isPositive();
    }

    /** numpy.percentile([1, 2, 4, 8], [25, 50, 75]) and numpy.std(ddof=1). */
    @Test
    void quartilesAreNumpys() {
        assertThat(Distribution.of(8, 1, 4, 2)).isEqualTo(new Distribution(3.75, Math.sqrt(28.75 / 3), 3, 1.75, 5, 4));
        assertThat(Distribution.of(3)).isEqualTo(new Distribution(3, 0, 3, 3, 3, 1));
    }

    /** Each pixel and its right neighbour. */
    private static final class Neighbours implements FeatureExtractor {
        @Override
        public String layer() {
            return "neighbours";
        }

        @Override
        public String weights() {
            return "none";
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public float[] of(GrayImage image) {
            float[] map = new float[2 * image.height() * (image.width() - 1)];
            int at = 0;
            for (int y = 0; y < image.height(); y++) {
                for (int x = 1; x < image.width(); x++) {
                    map[at++] = image.get(x - 1, y);
                    map[at++] = image.get(x, y);
                }
            }
            return map;
        }
    }

    private static SampleQuality quality(GrayImage source, List<GrayImage> samples, List<GrayImage> others) {
        return SampleQuality.measure(new GaborMap(), SifidPath.PIXELS, source, samples, others, new Seeds(1));
    }

    private static float[] vectors(int n, int channels, int seed, float scale, float shift) {
        float[] values = new float[n * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (((long) i * i * (3 + seed) + 7L * i + seed) % 1009 / 1009.0 * scale + shift);
        }
        return values;
    }

    private static GrayImage picture(int size) {
        byte[] pixels = new byte[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] = (byte) (7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) / 9);
            }
        }
        return new GrayImage(size, size, pixels);
    }

    private static GrayImage noise(int size, int seed) {
        byte[] pixels = new byte[size * size];
        new Random(seed).nextBytes(pixels);
        return new GrayImage(size, size, pixels);
    }

    private static GrayImage map(GrayImage image, IntUnaryOperator f) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) f.applyAsInt(image.pixels()[i] & 0xff);
        }
        return new GrayImage(image.width(), image.height(), pixels);
    }

    private static JsonNode reference() {
        try (InputStream in = SifidTest.class.getResourceAsStream("/sifid.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
