package dev.singan.classify.backbone;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.weights.KnownWeights;
import dev.singan.classify.weights.WeightsFile;
import dev.singan.image.GrayImage;
import dev.singan.image.PillowResize;
import dev.singan.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * torchvision's ResNet50 up to its classifier: 2048 features. Images are made as the weights were trained (shorter side to 232
 * pixels, bilinear as Pillow; the central 224x224; three equal channels; ImageNet's mean and deviation).
 *
 * <p>Batches are shared by the processors, at most {@value #LANES} at once; each has some 80 MB of native memory beside the 100 MB of
 * the weights, however many images there are. The bits do not depend on how many share the work.
 */
public final class ResNet50Backbone implements Backbone {
    /** The name in {@code singan.backbone}. */
    private static final String NAME = BackboneKind.RESNET50.id();

    private static final int BATCH = 8;
    private static final int LANES = 8;
    private static final int RESIZED = 232;
    private static final int CROPPED = 224;
    private static final int PIXELS = 3 * CROPPED * CROPPED;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final Map<String, Tensor> tensors;
    private final ResNet net;
    private final String weights;
    private final boolean normalisedTwice;

    private ResNet50Backbone(Map<String, Tensor> tensors, String weights, boolean normalisedTwice) {
        this.tensors = tensors;
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
        return Hashes.sha256(NAME + "/3 weights " + weights + " normalised " + (normalisedTwice ? 2 : 1));
    }

    @Override
    public Backbone drifted(Iterator<List<GrayImage>> batches) {
        @Nullable DriftingResNet drifting = null;
        try {
            float[] values = new float[0];
            while (batches.hasNext()) {
                List<GrayImage> batch = batches.next();
                if (drifting == null) {
                    drifting = new DriftingResNet(ResNetLayout.RESNET50, tensors, batch.size(), CROPPED);
                    values = new float[batch.size() * PIXELS];
                }
                for (int i = 0; i < batch.size(); i++) {
                    prepare(batch.get(i), values, i * PIXELS, normalisedTwice);
                }
                drifting.train(values);
            }
            return drifting == null
                    ? this
                    : new ResNet50Backbone(drifting.state(), weights + ", batch norms drifted", normalisedTwice);
        } catch (OutOfMemoryError e) {
            throw new UserException(
                    "A batch of activations of ResNet50 in training mode (10 MB per patch) does not fit into the"
                            + " worker's memory: set -Dsingan.offHeap=2048 and -Dsingan.heap=1024, or a smaller"
                            + " -Dsingan.head.batch, or -Dsingan.backbone.driftBatches=0.",
                    e);
        } finally {
            if (drifting != null) {
                drifting.close();
            }
        }
    }

    @Override
    public int dimension() {
        return ResNetLayout.RESNET50.features();
    }

    @Override
    public float[][] features(List<GrayImage> images) {
        return new Batches(BATCH, PIXELS, dimension(), LANES)
                .features(images, (image, batch, at) -> prepare(image, batch, at, normalisedTwice), net::run);
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

    /** Opens it with the weights of a file, or with random ones. */
    static final class Provider implements BackboneProvider {
        /** Random weights are part of the backbone's identity, not of the study's randomness: the same in every study. */
        private static final Seeds RANDOM_SEEDS = new Seeds(42);

        @Override
        public Backbone open(BackboneOptions options, Progress progress) throws IOException {
            String weights = weights(options);
            return weights.equals(BackboneOptions.RANDOM)
                    ? ResNet50Backbone.random(RANDOM_SEEDS, options.normalisedTwice())
                    : ResNet50Backbone.of(WeightsFile.read(Path.of(weights), progress), options.normalisedTwice());
        }

        /** The file's tensors are looked at, and no network is made of them. */
        @Override
        public void require(BackboneOptions options, Progress progress) throws IOException {
            String weights = weights(options);
            if (!weights.equals(BackboneOptions.RANDOM)) {
                WeightsFile file = WeightsFile.read(Path.of(weights), progress);
                ResNetLayout.RESNET50.verify(file.tensors(), file.file().toString());
            }
        }

        private static String weights(BackboneOptions options) {
            String weights = options.weights();
            if (weights == null || weights.isBlank()) {
                throw new UserException("singan.backbone is 'resnet50', which has no weights without singan.weights."
                        + " Let them be fetched with -Pimagenet, or give a file with -Dsingan.weights="
                        + KnownWeights.RESNET50_V2.fileName()
                        + ", or use -Dsingan.backbone=scattering, which needs none"
                        + " (-Dsingan.weights=" + BackboneOptions.RANDOM + " asks for random ones, a poor judge).");
            }
            return weights;
        }

        @Override
        public double secondsPerImage() {
            return 0.06;
        }

        @Override
        public boolean drifts() {
            return true;
        }
    }
}
