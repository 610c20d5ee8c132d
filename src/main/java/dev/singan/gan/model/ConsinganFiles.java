package dev.singan.gan.model;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.NetworkConfig;
import dev.singan.image.FloatImage;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Safetensors;
import dev.singan.tensor.growing.ConvolutionLayout;
import dev.singan.tensor.growing.NetWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a ConSinGAN: {@code generator.safetensors} with the names of the reference implementation's generator ({@code head.conv.weight},
 * {@code body.0.block0.conv.weight}, …, {@code tail.0.bias}), and per stage {@code scale-K.safetensors} with {@code critic.} and its critic's names,
 * {@code z_opt} and {@code noise_amp}.
 */
public final class ConsinganFiles {
    static final String GENERATOR = "generator.safetensors";
    private static final String CRITIC = "critic.";
    /** What a file can say of its network; its weights are held against that. */
    private static final Map<String, Integer> MOST =
            Map.of("channels", 3, "filters", NetworkConfig.MOST, "stages", ModelDescription.MOST_SCALES);

    private ConsinganFiles() {}

    public static void writeGenerator(Path directory, NetWeights generator) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        put(tensors, "", generator);
        Safetensors.write(directory.resolve(GENERATOR), tensors, shape(generator.layout()));
    }

    private static Map<String, String> shape(ConvolutionLayout layout) {
        return Map.of(
                "channels", String.valueOf(layout.get(0).inputs()),
                "filters", String.valueOf(layout.get(0).outputs()),
                "stages", String.valueOf(layout.stages()));
    }

    private static void put(Map<String, Tensor> tensors, String prefix, NetWeights weights) {
        for (ConvolutionLayout.Convolution c : weights.layout().convolutions()) {
            int biases = c.offset() + c.weights();
            tensors.put(
                    prefix + c.name() + ".weight",
                    Tensor.of(
                            Arrays.copyOfRange(weights.parameters(), c.offset(), biases),
                            c.outputs(),
                            c.inputs(),
                            3,
                            3));
            tensors.put(
                    prefix + c.name() + ".bias",
                    Tensor.vector(Arrays.copyOfRange(weights.parameters(), biases, biases + c.outputs())));
        }
    }

    /** @throws UserException where the file is damaged or not a ConSinGAN's generator */
    static NetWeights readGenerator(Path directory) throws IOException {
        Path file = directory.resolve(GENERATOR);
        Safetensors content = Safetensors.read(file);
        try {
            return read(
                    content,
                    "",
                    ConvolutionLayout.generator(
                            number(content, "channels"), number(content, "filters"), number(content, "stages")));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + " is not the generator of a ConSinGAN (" + e.getMessage()
                            + "): delete the folder to train it again",
                    e);
        }
    }

    private static NetWeights read(Safetensors content, String prefix, ConvolutionLayout layout) {
        // Before memory is asked for: what a file says of itself need not be what it holds.
        for (ConvolutionLayout.Convolution c : layout.convolutions()) {
            requireLength(content, prefix + c.name() + ".weight", c.weights());
        }
        float[] parameters = new float[layout.length()];
        for (ConvolutionLayout.Convolution c : layout.convolutions()) {
            copy(content, prefix + c.name() + ".weight", parameters, c.offset(), c.weights());
            copy(content, prefix + c.name() + ".bias", parameters, c.offset() + c.weights(), c.outputs());
        }
        return NetWeights.fresh(layout, parameters);
    }

    private static void copy(Safetensors content, String name, float[] to, int offset, int length) {
        requireLength(content, name, length);
        System.arraycopy(ScaleFiles.requireFinite(name, content.get(name)), 0, to, offset, length);
    }

    private static void requireLength(Safetensors content, String name, int length) {
        ScaleFiles.requireLength(name, content.get(name), length);
    }

    private static int number(Safetensors content, String key) {
        int number = Integer.parseInt(String.valueOf(content.metadata().get(key)));
        if (number < 0 || number > MOST.getOrDefault(key, Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(key + " is " + number);
        }
        return number;
    }

    public static void writeStage(Path directory, int number, TrainedConsingan.Stage stage, NetWeights critic)
            throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        put(tensors, CRITIC, critic);
        put(tensors, stage);
        Safetensors.write(ScaleFiles.file(directory, number), tensors, Map.of());
    }

    private static void put(Map<String, Tensor> tensors, TrainedConsingan.Stage stage) {
        FloatImage z = stage.reconstructionNoise();
        tensors.put("z_opt", Tensor.of(z.data(), 1, z.channels(), z.height(), z.width()));
        tensors.put("noise_amp", Tensor.scalar(stage.noiseAmplitude()));
    }

    /** @throws UserException where the file is damaged or not a stage's */
    public static TrainedConsingan.Stage readStage(Path file) throws IOException {
        Safetensors content = Safetensors.read(file);
        try {
            return stage(content);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + " is not a stage of a ConSinGAN (" + e.getMessage()
                            + "): delete the folder to train it again",
                    e);
        }
    }

    private static TrainedConsingan.Stage stage(Safetensors content) {
        Tensor z = content.get("z_opt");
        int[] shape = z.shape();
        if (shape.length != 4) {
            throw new IllegalArgumentException("z_opt has " + shape.length + " dimensions instead of 4");
        }
        return new TrainedConsingan.Stage(
                ScaleFiles.scalar("noise_amp", content.get("noise_amp")),
                new FloatImage(shape[1], shape[2], shape[3], ScaleFiles.requireFinite("z_opt", z)));
    }

    /**
     * Where a training stands. The stages below have their own files.
     *
     * @param key hash of what determines the training
     * @param iteration iterations of the newest stage that are done
     * @param stage the newest stage
     * @param noisePosition the position of its random stream
     */
    public record Standing(
            String key,
            int iteration,
            TrainedConsingan.Stage stage,
            NetWeights generator,
            NetWeights critic,
            String noisePosition) {
        /** The newest stage's number. */
        public int number() {
            return generator.layout().stages() - 1;
        }
    }

    public static void write(Path directory, Standing standing) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        Map<String, String> text = new HashMap<>(shape(standing.generator().layout()));
        put(tensors, standing.stage());
        put(tensors, text, "generator.", standing.generator());
        put(tensors, text, CRITIC, standing.critic());
        text.put("iteration", String.valueOf(standing.iteration()));
        text.put("noise_position", standing.noisePosition());
        CheckpointFile.write(directory, standing.key(), tensors, text);
    }

    private static void put(Map<String, Tensor> tensors, Map<String, String> text, String prefix, NetWeights weights) {
        CheckpointFile.put(
                tensors,
                text,
                prefix,
                weights.parameters(),
                weights.firstMoment(),
                weights.secondMoment(),
                weights.step());
    }

    /** As {@link CheckpointFile#read}. */
    public static @Nullable Standing read(Path directory, String key, Progress progress) throws IOException {
        return CheckpointFile.read(directory, key, progress, content -> {
            int channels = number(content, "channels");
            int filters = number(content, "filters");
            ConvolutionLayout generator = ConvolutionLayout.generator(channels, filters, number(content, "stages"));
            return new Standing(
                    key,
                    number(content, "iteration"),
                    stage(content),
                    moments(content, "generator.", generator),
                    moments(content, CRITIC, ConvolutionLayout.critic(channels, filters)),
                    String.valueOf(content.metadata().get("noise_position")));
        });
    }

    private static NetWeights moments(Safetensors content, String prefix, ConvolutionLayout layout) {
        return new NetWeights(
                layout,
                content.get(prefix + "parameters").data(),
                content.get(prefix + "first_moment").data(),
                content.get(prefix + "second_moment").data(),
                number(content, prefix + "step"));
    }
}
