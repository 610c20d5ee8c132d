package dev.singan.gan.train;

import dev.singan.base.Progress;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a training stands, to go on from with the same bits: finished scales have their own files, this one has the scale that is
 * being trained.
 *
 * @param key hash of what determines the training; another training's checkpoint is not gone on from
 * @param scale the scale being trained
 * @param iteration iterations of it that are done
 * @param generator its generator, with Adam's moments
 * @param critic its critic, likewise
 * @param reconstructionNoise its reconstruction noise, not padded
 * @param noisePosition the position of its random stream
 */
record Checkpoint(
        String key,
        int scale,
        int iteration,
        NetState generator,
        NetState critic,
        float[] reconstructionNoise,
        String noisePosition) {
    void write(Path directory) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        Map<String, String> text = new HashMap<>();
        put(tensors, text, "generator.", generator);
        put(tensors, text, "critic.", critic);
        tensors.put("reconstruction_noise", Tensor.vector(reconstructionNoise));
        text.put("scale", String.valueOf(scale));
        text.put("iteration", String.valueOf(iteration));
        text.put("noise_position", noisePosition);
        CheckpointFile.write(directory, key, tensors, text);
    }

    private static void put(Map<String, Tensor> tensors, Map<String, String> text, String prefix, NetState state) {
        CheckpointFile.put(
                tensors, text, prefix, state.parameters(), state.firstMoment(), state.secondMoment(), state.step());
        tensors.put(prefix + "running_mean", Tensor.vector(state.runningMean()));
        tensors.put(prefix + "running_var", Tensor.vector(state.runningVar()));
        text.put(prefix + "channels", String.valueOf(state.layout().channels()));
        text.put(prefix + "filters", String.valueOf(state.layout().filters()));
        text.put(prefix + "batches", String.valueOf(state.batches()));
    }

    /** As {@link CheckpointFile#read}. */
    static @Nullable Checkpoint read(Path directory, String key, Progress progress) throws IOException {
        return CheckpointFile.read(
                directory,
                key,
                progress,
                content -> new Checkpoint(
                        key,
                        (int) number(content, "scale"),
                        (int) number(content, "iteration"),
                        state(content, "generator.", Net.GENERATOR),
                        state(content, "critic.", Net.CRITIC),
                        content.get("reconstruction_noise").data(),
                        String.valueOf(content.metadata().get("noise_position"))));
    }

    private static long number(Safetensors content, String name) {
        return Long.parseLong(String.valueOf(content.metadata().get(name)));
    }

    private static NetState state(Safetensors content, String prefix, Net net) {
        NetLayout layout = new NetLayout(
                net, (int) number(content, prefix + "channels"), (int) number(content, prefix + "filters"));
        return new NetState(
                layout,
                content.get(prefix + "parameters").data(),
                content.get(prefix + "running_mean").data(),
                content.get(prefix + "running_var").data(),
                number(content, prefix + "batches"),
                content.get(prefix + "first_moment").data(),
                content.get(prefix + "second_moment").data(),
                number(content, prefix + "step"));
    }
}
