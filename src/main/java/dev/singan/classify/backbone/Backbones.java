package dev.singan.classify.backbone;

import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.onnx.OnnxModel;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.weights.KnownWeights;
import dev.singan.classify.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The backbones by name. */
public final class Backbones {
    /** The value of {@code singan.weights} that asks for random weights. */
    public static final String RANDOM = "random";

    /** Random weights are part of a backbone's identity, not of the study's randomness: the same in every study. */
    private static final Seeds RANDOM_SEEDS = new Seeds(42);

    private Backbones() {}

    /**
     * Opens a backbone; the caller closes it.
     *
     * @param kind {@code singan.backbone}
     * @param weights {@code singan.weights}: a {@code .pth} or {@code .safetensors} file, {@value #RANDOM}, an {@code .onnx} file for
     *     {@code onnx}, or null where none are given; scattering has none
     * @param onnx {@code singan.onnx.*}: what an ONNX model does not say of itself
     * @param size {@code singan.gan.size}: the side in pixels of the SinGANs' images, at which scattering works
     * @param normalisedTwice whether pixel values are normalised twice, as the published code does; scattering does not
     *     normalise
     * @param progress is told what was taken off around the weights
     * @throws UserException where it lacks its weights, or cannot work at that size
     */
    public static Backbone open(
            BackboneKind kind,
            @Nullable String weights,
            OnnxOptions onnx,
            int size,
            boolean normalisedTwice,
            Progress progress)
            throws IOException {
        return switch (kind) {
            case SCATTERING -> scattering(size);
            case RESNET50 -> resnet50(weights, normalisedTwice, progress);
            case ONNX -> OnnxBackbone.open(OnnxModel.read(requireModel(weights), onnx));
        };
    }

    /**
     * Makes sure that a backbone can be opened, weights and all, before hours are spent on what comes before it.
     *
     * @throws UserException as {@link #open} does
     */
    public static void require(
            BackboneKind kind, @Nullable String weights, OnnxOptions onnx, int size, Progress progress)
            throws IOException {
        switch (kind) {
            case SCATTERING -> scattering(size).close();
            case RESNET50 -> {
                if (!requireWeights(weights).equals(RANDOM)) {
                    WeightsFile file = WeightsFile.read(Path.of(requireWeights(weights)), progress);
                    ResNetLayout.RESNET50.verify(file.tensors(), file.file().toString());
                }
            }
            case ONNX -> OnnxModel.read(requireModel(weights), onnx);
        }
    }

    private static Backbone scattering(int size) {
        if (size < ScatteringBackbone.SMALLEST || size > ScatteringBackbone.LARGEST) {
            throw new UserException("singan.gan.size is " + size + "; the scattering backbone works at "
                    + ScatteringBackbone.SMALLEST + " to " + ScatteringBackbone.LARGEST
                    + " pixels. Set singan.gan.size to such a number.");
        }
        return new ScatteringBackbone(size);
    }

    private static Backbone resnet50(@Nullable String weights, boolean normalisedTwice, Progress progress)
            throws IOException {
        return requireWeights(weights).equals(RANDOM)
                ? ResNet50Backbone.random(RANDOM_SEEDS, normalisedTwice)
                : ResNet50Backbone.of(WeightsFile.read(Path.of(requireWeights(weights)), progress), normalisedTwice);
    }

    private static Path requireModel(@Nullable String weights) {
        if (weights == null || weights.isBlank() || weights.equals(RANDOM)) {
            throw new UserException("singan.backbone is 'onnx', which is the network in a file: give it with"
                    + " -Dsingan.weights=model.onnx, or use -Dsingan.backbone=scattering, which needs none.");
        }
        return Path.of(weights);
    }

    private static String requireWeights(@Nullable String weights) {
        if (weights == null || weights.isBlank()) {
            throw new UserException("singan.backbone is 'resnet50', which has no weights without singan.weights."
                    + " Let them be fetched with -Pimagenet, or give a file with -Dsingan.weights="
                    + KnownWeights.RESNET50_V2.fileName() + ", or use -Dsingan.backbone=scattering, which needs none"
                    + " (-Dsingan.weights=" + RANDOM + " asks for random ones, a poor judge).");
        }
        return weights;
    }
}
