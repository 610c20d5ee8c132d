package dev.singan.gan.model;

import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A scale's safetensors file: {@code generator.} and {@code critic.} followed by PyTorch's names, so that a state dictionary can be
 * loaded strictly (num_batches_tracked apart); {@code z_opt}, padded as in the official code; {@code noise_amp}.
 */
public final class ScaleFiles {
    private static final String NOISE_PADDING = "noise_padding";

    private ScaleFiles() {}

    public static Path file(Path directory, int scale) {
        return directory.resolve(name(scale));
    }

    public static String name(int scale) {
        return "scale-" + scale + ".safetensors";
    }

    public static void write(Path file, ScaleModel model) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        put(tensors, "generator.", model.generator());
        put(tensors, "critic.", model.critic());
        tensors.put("z_opt", zOpt(model));
        tensors.put("noise_amp", Tensor.scalar(model.noiseAmplitude()));
        ScaleShape shape = model.shape();
        Map<String, String> metadata = new HashMap<>();
        metadata.put("channels", String.valueOf(shape.channels()));
        metadata.put("height", String.valueOf(shape.height()));
        metadata.put("width", String.valueOf(shape.width()));
        metadata.put("filters", String.valueOf(shape.filters()));
        if (model.noisePadding()) {
            metadata.put(NOISE_PADDING, "true");
        }
        Safetensors.write(file, tensors, metadata);
    }

    private static void put(Map<String, Tensor> tensors, String prefix, NetState state) {
        NetLayout layout = state.layout();
        for (NetLayout.Segment s : layout.segments()) {
            float[] data = Arrays.copyOfRange(state.parameters(), s.offset(), s.offset() + s.length());
            tensors.put(
                    prefix + s.name(),
                    Tensor.of(data, s.shape().stream().mapToInt(i -> i).toArray()));
        }
        for (int b = 0; b < NetLayout.BLOCKS; b++) {
            String block = prefix + NetLayout.block(b);
            int from = b * layout.filters();
            int to = from + layout.filters();
            tensors.put(block + ".conv.bias", Tensor.vector(new float[layout.filters()]));
            tensors.put(block + ".norm.running_mean", Tensor.vector(Arrays.copyOfRange(state.runningMean(), from, to)));
            tensors.put(block + ".norm.running_var", Tensor.vector(Arrays.copyOfRange(state.runningVar(), from, to)));
            tensors.put(block + ".norm.num_batches_tracked", Tensor.scalar(state.batches()));
        }
    }

    private static Tensor zOpt(ScaleModel model) {
        FloatImage noise = model.reconstructionNoise();
        FloatImage padded = model.noisePadding() ? noise : Crop.pad(noise, ScaleShape.PADDING);
        return Tensor.of(padded.data(), 1, padded.channels(), padded.height(), padded.width());
    }

    /** @throws UserException where the file is damaged or not a scale's */
    public static ScaleModel read(Path file) throws IOException {
        Safetensors content = Safetensors.read(file);
        try {
            ScaleShape shape = new ScaleShape(
                    number(content, "channels"),
                    number(content, "height"),
                    number(content, "width"),
                    number(content, "filters"));
            return new ScaleModel(
                    shape,
                    state(content::get, "generator.", shape.layout(Net.GENERATOR)),
                    state(content::get, "critic.", shape.layout(Net.CRITIC)),
                    scalar("noise_amp", content.get("noise_amp")),
                    reconstructionNoise(
                            content.get("z_opt"),
                            shape,
                            Boolean.parseBoolean(content.metadata().get(NOISE_PADDING))));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + " is not a scale of a SinGAN (" + e.getMessage()
                            + "): delete the SinGAN's folder to train it again",
                    e);
        }
    }

    private static int number(Safetensors content, String key) {
        return Integer.parseInt(String.valueOf(content.metadata().get(key)));
    }

    /**
     * A network's state from tensors by name. A convolution's bias in front of a batch norm only shifts what the running mean subtracts: it is
     * taken off both.
     *
     * @throws IllegalArgumentException where a tensor is missing (from the function) or has another number of values
     */
    static NetState state(Function<String, Tensor> content, String prefix, NetLayout layout) {
        // Before memory is asked for: what a file says of itself need not be what it holds.
        layout.segments().forEach(s -> requireLength(prefix + s.name(), content.apply(prefix + s.name()), s.length()));
        float[] parameters = new float[layout.length()];
        for (NetLayout.Segment s : layout.segments()) {
            copy(content, prefix + s.name(), parameters, s.offset(), s.length());
        }
        float[] mean = new float[layout.statisticsLength()];
        float[] var = new float[layout.statisticsLength()];
        float[] bias = new float[layout.filters()];
        for (int b = 0; b < NetLayout.BLOCKS; b++) {
            String block = prefix + NetLayout.block(b);
            int from = b * layout.filters();
            copy(content, block + ".norm.running_mean", mean, from, layout.filters());
            copy(content, block + ".norm.running_var", var, from, layout.filters());
            copy(content, block + ".conv.bias", bias, 0, layout.filters());
            for (int c = 0; c < bias.length; c++) {
                mean[from + c] -= bias[c];
            }
        }
        for (float variance : var) {
            if (variance < 0) {
                throw new IllegalArgumentException(prefix + "norm.running_var has the negative variance " + variance);
            }
        }
        String tracked = prefix + "head.norm.num_batches_tracked";
        long batches = (long) scalar(tracked, content.apply(tracked));
        return new NetState(
                layout, parameters, mean, var, batches, new float[parameters.length], new float[parameters.length], 0);
    }

    private static void copy(Function<String, Tensor> content, String name, float[] to, int offset, int length) {
        Tensor tensor = content.apply(name);
        requireLength(name, tensor, length);
        float[] data = requireFinite(name, tensor);
        System.arraycopy(data, 0, to, offset, length);
    }

    static void requireLength(String name, Tensor tensor, int length) {
        if (tensor.data().length != length) {
            throw new IllegalArgumentException(name + " has " + tensor.data().length + " values instead of " + length);
        }
    }

    /** The values of a tensor, none of which is infinite or no number. */
    static float[] requireFinite(String name, Tensor tensor) {
        float[] data = tensor.data();
        for (int i = 0; i < data.length; i++) {
            if (!Float.isFinite(data[i])) {
                throw new IllegalArgumentException(name + " has " + data[i] + " at " + i);
            }
        }
        return data;
    }

    /** The one value of a tensor. */
    static float scalar(String name, Tensor tensor) {
        requireLength(name, tensor, 1);
        return requireFinite(name, tensor)[0];
    }

    /** The reconstruction noise of a padded {@code z_opt}, whose border is kept only where it is noise. */
    static FloatImage reconstructionNoise(Tensor noise, ScaleShape shape, boolean noisePadding) {
        if (noise.data().length != shape.paddedLength()) {
            throw new IllegalArgumentException(
                    "z_opt has " + noise.data().length + " values instead of " + shape.paddedLength());
        }
        requireFinite("z_opt", noise);
        int border = 2 * ScaleShape.PADDING;
        FloatImage padded =
                new FloatImage(shape.channels(), shape.height() + border, shape.width() + border, noise.data());
        return noisePadding ? padded : Crop.middle(padded, ScaleShape.PADDING);
    }
}
