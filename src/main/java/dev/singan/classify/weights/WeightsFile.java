package dev.singan.classify.weights;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.StateDictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The pretrained weights of a network, from PyTorch's {@code .pth} or from {@code .safetensors}.
 *
 * @param file where they were read
 * @param sha256 of the file
 * @param tensors by name
 */
public record WeightsFile(Path file, String sha256, Map<String, Tensor> tensors) {
    /**
     * Reads a file. One that bears the name of known weights must have their hash.
     *
     * @param progress is told what was taken off around the tensors, see {@link StateDictionary}
     * @throws UserException where there is no such file, it is damaged, or it is not what its name says
     */
    public static WeightsFile read(Path file, Progress progress) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException("There is no weights file " + file
                    + ". Give one with -Dsingan.weights=FILE, or let it be fetched with -Pimagenet.");
        }
        String hash = Hashes.sha256(file);
        KnownWeights.ofFileName(file.getFileName().toString()).ifPresent(known -> known.requireHash(file, hash));
        StateDictionary state = StateDictionary.read(file);
        state.notes().forEach(progress::info);
        return new WeightsFile(file, hash, state.tensors());
    }
}
