package dev.singan.classify.backbone;

import dev.singan.image.GrayImage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Features of images by a network that takes batches of one size. Batches are shared by the processors. The last one is filled up by what
 * stands in its place: every batch has one size, so that the bits are the same.
 *
 * @param images how many a batch holds
 * @param pixels values of an image
 * @param dimension features of an image
 * @param lanes batches at once at most, each with memory of its own
 */
record Batches(int images, int pixels, int dimension, int lanes) {
    /** Writes what the network is given of an image. */
    @FunctionalInterface
    interface Preparation {
        void write(GrayImage image, float[] batch, int at);
    }

    /**
     * The features, in the images' order.
     *
     * @param network from a batch of values to a batch of features; called by several threads at once
     */
    float[][] features(List<GrayImage> all, Preparation preparation, UnaryOperator<float[]> network) {
        float[][] features = new float[all.size()][];
        AtomicInteger next = new AtomicInteger();
        int threads = Math.min(lanes, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, threads).parallel().forEach(lane -> {
            float[] batch = new float[images * pixels];
            for (int from = next.getAndAdd(images); from < features.length; from = next.getAndAdd(images)) {
                int to = Math.min(features.length, from + images);
                for (int i = from; i < to; i++) {
                    preparation.write(all.get(i), batch, (i - from) * pixels);
                }
                float[] result = network.apply(batch);
                for (int i = from; i < to; i++) {
                    features[i] = Arrays.copyOfRange(result, (i - from) * dimension, (i - from + 1) * dimension);
                }
            }
        });
        return features;
    }
}
