package dev.singan.gan.model;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The file in which a training's folder tells where the training stands; what it holds is the trainer's. */
public final class CheckpointFile {
    public static final String NAME = "checkpoint.safetensors";
    private static final String KEY = "key";

    private CheckpointFile() {}

    /** Adds a network's parameters and Adam's moments. */
    public static void put(
            Map<String, Tensor> tensors,
            Map<String, String> text,
            String prefix,
            float[] parameters,
            float[] firstMoment,
            float[] secondMoment,
            long step) {
        tensors.put(prefix + "parameters", Tensor.vector(parameters));
        tensors.put(prefix + "first_moment", Tensor.vector(firstMoment));
        tensors.put(prefix + "second_moment", Tensor.vector(secondMoment));
        text.put(prefix + "step", String.valueOf(step));
    }

    /** Writes a checkpoint of the training that the key stands for. */
    public static void write(Path directory, String key, Map<String, Tensor> tensors, Map<String, String> text)
            throws IOException {
        text.put(KEY, key);
        Safetensors.write(directory.resolve(NAME), tensors, text);
    }

    /** The checkpoint in a directory; null where there is none, or one of another training or a damaged one, which is said. */
    public static <T> @Nullable T read(Path directory, String key, Progress progress, Function<Safetensors, T> content)
            throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Safetensors read = Safetensors.read(file);
            if (!key.equals(read.metadata().get(KEY))) {
                progress.info(directory.getFileName()
                        + ": the image, the parameters or the engine have changed, so training begins anew");
                return null;
            }
            return content.apply(read);
        } catch (UserException | IllegalArgumentException e) {
            progress.warn(file.getFileName() + " is damaged (" + e.getMessage() + "), so training begins anew");
            return null;
        }
    }

    /** The key of the training whose checkpoint is in a directory; empty where there is none, or it is damaged. */
    public static Optional<String> key(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            return Files.exists(file)
                    ? Optional.ofNullable(Safetensors.read(file).metadata().get(KEY))
                    : Optional.empty();
        } catch (UserException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }
}
