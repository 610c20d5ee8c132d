package dev.singan.classify.backbone;

import dev.singan.base.Hashes;
import dev.singan.image.GrayImage;
import java.util.List;

/**
 * Two numbers per patch, mean and deviation of its grey values in [0, 1]: what can be told without any network, for comparison. It is not
 * offered for heads.
 */
public final class PixelBackbone implements Backbone {
    public static final List<String> FEATURES = List.of("mean", "deviation");

    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public String weights() {
        return "none";
    }

    @Override
    public String identity() {
        return Hashes.sha256("pixels/1");
    }

    @Override
    public int dimension() {
        return FEATURES.size();
    }

    @Override
    public float[][] features(List<GrayImage> images) {
        return images.stream().map(PixelBackbone::features).toArray(float[][]::new);
    }

    private static float[] features(GrayImage image) {
        long sum = 0;
        long squares = 0;
        for (byte pixel : image.pixels()) {
            int value = pixel & 0xff;
            sum += value;
            squares += (long) value * value;
        }
        double n = (double) image.width() * image.height();
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        return new float[] {(float) (mean / 255), (float) (deviation / 255)};
    }
}
