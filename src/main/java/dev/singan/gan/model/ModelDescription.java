package dev.singan.gan.model;

import dev.singan.gan.config.SinganConfig;
import java.util.List;

/**
 * {@code model.json}: what a SinGAN is, beside its scales' files. Written last, so that a model that has it is whole.
 *
 * @param schema {@value #SCHEMA}
 * @param key hash of all that determines the model: image, parameters, seed, name and arithmetic
 * @param name the SinGAN's name
 * @param seed the study's seed
 * @param imageSha256 hash of the patch's file
 * @param engine the name of its arithmetic
 * @param engineDescription the description of its arithmetic
 * @param config how it was trained
 * @param factor the pyramid's adjusted ratio
 * @param scales coarsest first
 */
public record ModelDescription(
        String schema,
        String key,
        String name,
        long seed,
        String imageSha256,
        String engine,
        String engineDescription,
        SinganConfig config,
        double factor,
        List<Scale> scales) {
    /** The format's name and version. */
    public static final String SCHEMA = "singan-model/1";

    /**
     * A scale.
     *
     * @param scale its number, 0 is the coarsest
     * @param width columns
     * @param height rows
     * @param filters filters of the hidden convolutions
     * @param noiseAmplitude what the noise is multiplied by
     * @param file its safetensors file
     */
    public record Scale(int scale, int width, int height, int filters, float noiseAmplitude, String file) {}

    public ModelDescription {
        scales = List.copyOf(scales);
    }

    /** The same image's model with other scales. */
    public ModelDescription with(String key, List<Scale> scales) {
        return new ModelDescription(
                schema, key, name, seed, imageSha256, engine, engineDescription, config, factor, scales);
    }
}
