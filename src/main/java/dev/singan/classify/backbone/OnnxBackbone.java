package dev.singan.classify.backbone;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.classify.onnx.OnnxLayout;
import dev.singan.classify.onnx.OnnxModel;
import dev.singan.classify.onnx.OnnxRuntime;
import dev.singan.image.GrayImage;
import dev.singan.image.PillowResize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Any network in an ONNX file that maps an image to a vector. Images are brought to its size (bilinear as Pillow), to [0, 1], and
 * normalised as it was trained; grey is given to all its channels.
 *
 * <p>ONNX Runtime computes. Its bits are those of its kernels, which it chooses by the processor: they come again on processors of one
 * kind, whatever the number of threads, and may differ in their last digits on another. Each batch has one size, and each thread at most
 * one under way.
 */
public final class OnnxBackbone implements Backbone {
    private static final int LANES = 8;

    private final OnnxModel model;
    private final OnnxRuntime runtime;
    private final int dimension;

    private OnnxBackbone(OnnxModel model, OnnxRuntime runtime, int dimension) {
        this.model = model;
        this.runtime = runtime;
        this.dimension = dimension;
    }

    /**
     * Opens a model, and tries it on black images.
     *
     * @throws UserException where it cannot be run, or its vectors are no numbers
     */
    public static OnnxBackbone open(OnnxModel model) {
        OnnxRuntime runtime = OnnxRuntime.open(model);
        float[] tried = runtime.run(new float[model.batch() * pixels(model)]);
        boolean finite = IntStream.range(0, tried.length).allMatch(i -> Float.isFinite(tried[i]));
        if (tried.length == 0 || tried.length % model.batch() != 0 || !finite) {
            runtime.close();
            throw new UserException(
                    "The model " + model.file() + " gives " + tried.length + " values for " + model.batch()
                            + " black images" + (finite ? "" : ", some of which are not finite")
                            + ": export it anew, or choose another"
                            + " output with -Dsingan.onnx.output.");
        }
        return new OnnxBackbone(model, runtime, tried.length / model.batch());
    }

    private static int pixels(OnnxModel model) {
        return model.channels() * model.size() * model.size();
    }

    @Override
    public String name() {
        return BackboneKind.ONNX.id();
    }

    @Override
    public String weights() {
        return model.sha256();
    }

    @Override
    public String identity() {
        return Hashes.sha256(model.identity() + " runtime " + OnnxRuntime.VERSION);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public float[][] features(List<GrayImage> images) {
        return new Batches(model.batch(), pixels(model), dimension, LANES)
                .features(images, this::prepare, runtime::run);
    }

    private void prepare(GrayImage image, float[] out, int at) {
        int size = model.size();
        GrayImage resized = PillowResize.bilinear(image, size, size);
        boolean planes = model.layout() == OnnxLayout.NCHW;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                float value = resized.get(x, y) / 255f;
                for (int c = 0; c < model.channels(); c++) {
                    int place = planes ? (c * size + y) * size + x : (y * size + x) * model.channels() + c;
                    out[at + place] = (value - model.mean().get(c).floatValue())
                            / model.deviation().get(c).floatValue();
                }
            }
        }
    }

    @Override
    public void close() {
        runtime.close();
    }

    static final class Provider implements BackboneProvider {
        @Override
        public Backbone open(BackboneOptions options, Progress progress) throws IOException {
            OnnxModel model = model(options);
            progress.info("onnx: " + model.description());
            return OnnxBackbone.open(model);
        }

        /** The file's header is read, and no network is made of it: ONNX Runtime is there in the workers alone. */
        @Override
        public void require(BackboneOptions options, Progress progress) throws IOException {
            model(options);
        }

        private static OnnxModel model(BackboneOptions options) throws IOException {
            String weights = options.weights();
            if (weights == null || weights.isBlank() || weights.equals(BackboneOptions.RANDOM)) {
                throw new UserException("singan.backbone is 'onnx', which is the network in a file: give it with"
                        + " -Dsingan.weights=model.onnx, or use -Dsingan.backbone=scattering, which needs none.");
            }
            return OnnxModel.read(Path.of(weights), options.onnx());
        }

        /** A ResNet50 at 224 pixels. */
        @Override
        public double secondsPerImage() {
            return 0.1;
        }

        /** ONNX Runtime chooses its kernels by the processor. */
        @Override
        public boolean repeatsEverywhere(boolean programs) {
            return false;
        }
    }
}
