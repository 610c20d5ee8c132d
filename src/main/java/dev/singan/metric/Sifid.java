package dev.singan.metric;

import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import java.util.List;
import java.util.stream.IntStream;

/** Distances of images to one source by a feature map. */
public final class Sifid {
    private final FeatureExtractor map;
    private final Gaussian source;

    /**
     * @param map what is compared
     * @param source the image to which others are compared
     */
    public Sifid(FeatureExtractor map, GrayImage source) {
        this.map = map;
        this.source = fit(source);
    }

    /**
     * Compares with an image in three channels, in [-1, 1], by its colours where the map knows them.
     *
     * @param map what is compared
     */
    public Sifid(FeatureExtractor map, FloatImage source) {
        this.map = map;
        this.source = fit(source);
    }

    private Gaussian fit(FloatImage image) {
        return Gaussian.fit(map.ofColor(image), map.channels());
    }

    /** The distance of an image in three channels, which need not have the source's size. */
    public double score(FloatImage image) {
        return source.distance(fit(image));
    }

    private Gaussian fit(GrayImage image) {
        return Gaussian.fit(map.of(image), map.channels());
    }

    /** The distance of an image, which need not have the source's size. */
    public double score(GrayImage image) {
        return source.distance(fit(image));
    }

    /** The distances of images, in their order; all processors are used. */
    public double[] scores(List<GrayImage> images) {
        return IntStream.range(0, images.size())
                .parallel()
                .mapToDouble(i -> score(images.get(i)))
                .toArray();
    }
}
