package dev.singan.study.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained SinGAN and its samples.
 *
 * @param id the source patch's id
 * @param source the source patch
 * @param engine what trained it
 * @param scales the pyramid, coarsest first
 * @param size side of the images in pixels
 * @param sifid scores of the samples against the source, or null where none was computed
 * @param diversity mean over pixels of the deviation over samples, divided by the deviation of the source's pixels
 * @param nearest how near the samples come to the source
 * @param yardsticks how near other images come to it
 */
public record SinganSummary(
        int id,
        Source source,
        String engine,
        List<Scale> scales,
        int size,
        @Nullable Sifid sifid,
        @Nullable Double diversity,
        @Nullable Nearest nearest,
        List<Yardstick> yardsticks) {
    /**
     * The patch that a SinGAN was trained on.
     *
     * @param patch id
     * @param patient who
     * @param format {@code Film} or {@code Digital}
     * @param zoom 1 to 3
     */
    public record Source(int patch, String patient, String format, int zoom) {}

    /**
     * A scale of the pyramid.
     *
     * @param scale from 0, the coarsest
     * @param width pixels
     * @param height pixels
     * @param filters of each convolution
     * @param noiseAmplitude amplitude of the noise that enters here
     */
    public record Scale(int scale, int width, int height, int filters, double noiseAmplitude) {}

    /**
     * SiFID of the samples against the source.
     *
     * @param layer which feature map, such as {@code sifid/gabor64}
     * @param weights SHA-256 of the weights, or words where there are none
     * @param mean mean
     * @param sd standard deviation with n−1
     * @param median median
     * @param q1 lower quartile
     * @param q3 upper quartile
     * @param n samples
     */
    public record Sifid(
            String layer, String weights, double mean, double sd, double median, double q1, double q3, int n) {}

    /**
     * Memorisation: distances from each sample to its source, against distances among the samples.
     *
     * @param sourceMean mean distance to the source (root mean squared difference of pixel values in [0, 1])
     * @param sourceMin distance of the nearest sample
     * @param samplesMean mean distance between a sample and its nearest other sample
     * @param nearestSample number of the sample that is nearest to the source
     * @param windowMean mean distance of a window of a sample to the nearest window of the source, wherever that lies
     */
    public record Nearest(
            double sourceMean, double sourceMin, double samplesMean, int nearestSample, double windowMean) {}

    /**
     * The same distances of images that are no samples.
     *
     * @param kind {@code flips-crops} of the source, {@code same-patient}: other lesion patches of the source's patient, zoom groups of the same
     *     lesion among them, or {@code other-patients}: patches of other patients of the source's class and zoom group
     * @param images how many
     * @param sourceMean mean distance to the source
     * @param sourceMin distance of the nearest
     * @param windowMean mean distance of a window to the nearest window of the source
     */
    public record Yardstick(String kind, int images, double sourceMean, double sourceMin, double windowMean) {}
}
