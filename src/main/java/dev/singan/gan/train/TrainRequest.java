package dev.singan.gan.train;

import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Pyramid;
import dev.singan.tensor.engine.Engine;
import java.nio.file.Path;
import java.util.List;

/**
 * What one SinGAN is trained from.
 *
 * @param image the image's file
 * @param directory where the model goes; made where there is none
 * @param config how it is trained
 * @param seed the study's seed
 * @param name part of the names of the random streams, and so of what the result depends on: the patch's id in a study, else
 *     {@link #SINGLE}; never a path
 * @param replaces whether what the directory holds of another training is replaced; otherwise {@link Trainers#train} refuses to
 */
public record TrainRequest(Path image, Path directory, SinganConfig config, long seed, String name, boolean replaces) {
    /** The name of a SinGAN that is one of no set. */
    public static final String SINGLE = "image";

    /** A training that replaces nothing of another one. */
    public TrainRequest(Path image, Path directory, SinganConfig config, long seed, String name) {
        this(image, directory, config, seed, name, false);
    }

    /** How messages name the SinGAN: one of no set like its folder. */
    String label() {
        return name.equals(SINGLE) ? String.valueOf(directory.getFileName()) : name;
    }

    /** What the training has made. */
    ModelDescription describe(
            String key, String imageHash, Engine engine, Pyramid pyramid, List<ModelDescription.Scale> scales) {
        return new ModelDescription(
                ModelDescription.SCHEMA,
                key,
                name,
                seed,
                imageHash,
                engine.arithmetic().name(),
                engine.arithmetic().description(),
                config,
                pyramid.factor(),
                scales);
    }

    TrainRequest named(String newName) {
        return new TrainRequest(image, directory, config, seed, newName, replaces);
    }
}
