package dev.singan.gan.model;

import dev.singan.base.Json;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes whole SinGANs. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Writes a SinGAN as training does: {@code image.png}, {@code scale-K.safetensors} and, last, {@code model.json}. Python opens the
     * safetensors with {@code safetensors.torch}.
     *
     * @param directory made where there is none
     */
    public static void write(Path directory, TrainedSingan model) throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve(Singan.MODEL_FILE));
        ImageFiles.writePng(directory.resolve(TrainingImage.FILE), model.image(), model.color());
        for (int k = 0; k < model.scales().size(); k++) {
            ScaleFiles.write(ScaleFiles.file(directory, k), model.scales().get(k));
        }
        Json.write(directory.resolve(Singan.MODEL_FILE), model.description());
    }
}
