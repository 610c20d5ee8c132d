package dev.singan.classify.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of an ONNX model that the model does not say of itself. It can be written as JSON and read back.
 *
 * @param output the name of the output that is the vector of features; null for the only one
 * @param size side in pixels of the images it takes; null where the model fixes it
 * @param layout null where the model's shape tells it
 * @param mean what is subtracted of values in [0, 1], one for each channel or one for all; null where the model's metadata has {@code mean}
 * @param deviation what they are divided by then; null where the model's metadata has {@code std}
 */
public record OnnxOptions(
        @Nullable String output,
        @Nullable Integer size,
        @Nullable OnnxLayout layout,
        @Nullable List<Double> mean,
        @Nullable List<Double> deviation) {
    /** Nothing but what the model says. */
    public static final OnnxOptions NONE = new OnnxOptions(null, null, null, null, null);

    public OnnxOptions {
        mean = mean == null || mean.isEmpty() ? null : List.copyOf(mean);
        deviation = deviation == null || deviation.isEmpty() ? null : List.copyOf(deviation);
    }
}
