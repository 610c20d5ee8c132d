package dev.singan.classify;

import dev.singan.base.Hashes;
import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import dev.singan.image.PillowResize;
import dev.singan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * torchvision's ResNet50 up to its classifier: 2048 features. Images are made as the weights were trained (shorter side to 232
 * pixels, bilinear as Pillow; the central 224x224; three equal channels; ImageNet's mean and deviation).
 *
 * <p>An image takes some 40 ms on one thread with AVX-512, and the network 0.7 GB of native memory, however many images there
 * are. {@code OMP_NUM_THREADS} sets the threads; the bits do not depend on it.
 */
public final class ResNet50Backbone implements Backbone {
    /** The name in {@code singan.backbone}. */
    public static final String NAME = "resnet50";

    private static final int BATCH = 8;
    private static final int RESIZED = 232;
    private static final int CROPPED = 224;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final ResNet net;
    private final String weights;
    private final boolean normalisedTwice;

    private ResNet50Backbone(Map<String, Tensor> tensors, String weights, boolean normalisedTwice) {
        this.net = new ResNet(ResNetLayout.RESNET50, tensors, BATCH, CROPPED);
        this.weights = weights;
        this.normalisedTwice = normalisedTwice;
    }

    /**
     * The network with weights from a file.
     *
     * @param normalisedTwice whether mean and deviation are applied twice, as the published code does
     * @throws dev.singan.base.UserException where the file does not hold a ResNet50
     */
    public static ResNet50Backbone of(WeightsFile file, boolean normalisedTwice) {
        ResNetLayout.RESNET50.verify(file.tensors(), file.file().toString());
        return new ResNet50Backbone(file.tensors(), file.sha256(), normalisedTwice);
    }

    /** The network with random weights: a poor judge, for trying things out. */
    public static ResNet50Backbone random(Seeds seeds, boolean normalisedTwice) {
        return new ResNet50Backbone(
                ResNetLayout.RESNET50.random(seeds), "random (seed " + seeds.seed() + ")", normalisedTwice);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String weights() {
        return weights;
    }

    @Override
    public String identity() {
        return Hashes.sha256(NAME + "/1 weights " + weights + " normalised " + (normalisedTwice ? 2 : 1));
    }

    @Override
    public int dimension() {
        return ResNetLayout.RESNET50.features();
    }

    @Override
    public synchronized float[][] features(List<GrayImage> images) {
        float[][] features = new float[images.size()][];
        int pixels = CROPPED * CROPPED * 3;
        for (int from = 0; from < features.length; from += BATCH) {
            int to = Math.min(features.length, from + BATCH);
            float[] batch = new float[BATCH * pixels];
            for (int i = from; i < to; i++) {
                prepare(images.get(i), batch, (i - from) * pixels, normalisedTwice);
            }
            float[] result = net.run(batch);
            for (int i = from; i < to; i++) {
                features[i] = Arrays.copyOfRange(result, (i - from) * dimension(), (i - from + 1) * dimension());
            }
        }
        return features;
    }

    /** Writes an image as 224x224x3 values. */
    static void prepare(GrayImage image, float[] out, int at, boolean twice) {
        int shorter = Math.min(image.width(), image.height());
        // torchvision truncates the longer side: int(size * long / short).
        int width = (int) ((long) RESIZED * image.width() / shorter);
        int height = (int) ((long) RESIZED * image.height() / shorter);
        GrayImage resized = PillowResize.bilinear(image, width, height);
        // torchvision rounds half to even, as Python does.
        int left = (int) Math.rint((width - CROPPED) / 2.0);
        int top = (int) Math.rint((height - CROPPED) / 2.0);
        int to = at;
        for (int y = 0; y < CROPPED; y++) {
            for (int x = 0; x < CROPPED; x++) {
                float value = resized.get(left + x, top + y) / 255f;
                for (int c = 0; c < 3; c++) {
                    float normal = (value - MEAN[c]) / DEVIATION[c];
                    out[to++] = twice ? (normal - MEAN[c]) / DEVIATION[c] : normal;
                }
            }
        }
    }

    @Override
    public void close() {
        net.close();
    }
}
