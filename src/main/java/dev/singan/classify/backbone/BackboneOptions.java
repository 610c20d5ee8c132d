package dev.singan.classify.backbone;

import dev.singan.classify.onnx.OnnxOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a backbone is opened with.
 *
 * @param weights {@code singan.weights}: a {@code .pth}, {@code .safetensors} or {@code .onnx} file, {@value #RANDOM}, or null where none
 *     are given
 * @param onnx {@code singan.onnx.*}: what an ONNX model does not say of itself
 * @param size {@code singan.gan.size}: the side in pixels of the SinGANs' images, at which scattering works
 * @param normalisedTwice whether pixel values are normalised twice, as the published code does; scattering does not normalise
 */
public record BackboneOptions(@Nullable String weights, OnnxOptions onnx, int size, boolean normalisedTwice) {
    /** The value of {@code singan.weights} that asks for random weights. */
    public static final String RANDOM = "random";

    /** For a backbone that is no ONNX model, or one that says all of itself. */
    public BackboneOptions(@Nullable String weights, int size, boolean normalisedTwice) {
        this(weights, OnnxOptions.NONE, size, normalisedTwice);
    }
}
