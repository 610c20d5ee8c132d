package dev.singan.metric;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * How good the samples of one SinGAN are: the content of {@code synthetic/ID/sifid.json}. SiFID is the Frechet distance between
 * the feature maps of one sample and of the source (Shaham, Dekel, Michaeli, SinGAN, ICCV 2019, section 4.2); 0 is best.
 *
 * @param layer which feature map; scores of different layers are not comparable
 * @param weights SHA-256 of the map's weights, or words where there are none
 * @param path {@code pixels}, or {@code jpeg} for the published way through JPEG
 * @param mean mean of the scores
 * @param sd their standard deviation with n-1
 * @param median median
 * @param q1 lower quartile
 * @param q3 upper quartile
 * @param n samples
 * @param values a score for each sample, in their order
 * @param noise scores of white noise, an upper reference
 * @param real scores of other real patches against this source, or null where none were given
 * @param diversity see {@link Diversity}
 * @param nearest see {@link Memorisation}
 */
public record SampleQuality(
        String layer,
        String weights,
        String path,
        double mean,
        double sd,
        double median,
        double q1,
        double q3,
        int n,
        List<Double> values,
        Distribution noise,
        @Nullable Distribution real,
        double diversity,
        Memorisation nearest)
        implements Checked {
    private static final int MOST = 10_000;
    private static final double FARTHEST = 1e12;

    @Override
    public void check(Faults faults) {
        faults.range("n", n, 1, MOST);
        faults.range("values", values.size(), 1, MOST);
        faults.range("mean", mean, -1, FARTHEST);
        faults.range("sd", sd, 0, FARTHEST);
        faults.range("q1", q1, -1, q3);
        faults.range("q3", q3, q1, FARTHEST);
        faults.range("diversity", diversity, 0, FARTHEST);
    }

    /** Images of white noise behind the upper reference. */
    private static final int NOISE_IMAGES = 10;

    /**
     * Measures samples.
     *
     * @param map what is compared
     * @param path what happens to images before
     * @param source the training image, at the SinGAN's size
     * @param samples images of its size, at least one
     * @param others other real patches at that size, or none
     * @param seeds where the noise comes from: the stream {@code sifid/noise}
     */
    public static SampleQuality measure(
            FeatureExtractor map,
            SifidPath path,
            GrayImage source,
            List<GrayImage> samples,
            List<GrayImage> others,
            Seeds seeds) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        Sifid sifid = new Sifid(map, path.source(source));
        double[] scores = sifid.scores(samples.stream().map(path::sample).toList());
        double[] noise = sifid.scores(noise(source.width(), source.height(), seeds).stream()
                .map(path::noise)
                .toList());
        double[] real = sifid.scores(others.stream().map(path::source).toList());
        Distribution summary = Distribution.of(scores);
        return new SampleQuality(
                map.layer(),
                map.weights(),
                path.name().toLowerCase(Locale.ROOT),
                summary.mean(),
                summary.sd(),
                summary.median(),
                summary.q1(),
                summary.q3(),
                summary.n(),
                Arrays.stream(scores).boxed().toList(),
                Distribution.of(noise),
                real.length == 0 ? null : Distribution.of(real),
                Diversity.of(source, samples),
                Memorisation.measure(source, samples));
    }

    private static List<GrayImage> noise(int width, int height, Seeds seeds) {
        UniformRandomProvider random = seeds.stream("sifid/noise");
        return IntStream.range(0, NOISE_IMAGES)
                .mapToObj(i -> {
                    byte[] pixels = new byte[width * height];
                    random.nextBytes(pixels);
                    return new GrayImage(width, height, pixels);
                })
                .toList();
    }
}
