package dev.singan.gan.model;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Records;
import dev.singan.base.SchemaVersion;
import dev.singan.base.UserException;
import dev.singan.gan.config.NetworkConfig;
import dev.singan.gan.config.PyramidConfig;
import dev.singan.gan.config.SinganConfig;
import dev.singan.tensor.engine.ScaleShape;
import java.io.IOException;
import java.nio.file.Path;
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
@SchemaVersion(ModelDescription.SCHEMA)
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
        List<Scale> scales)
        implements Checked {
    /** The format's name and version. */
    public static final String SCHEMA = "singan-model/1";

    /** Scales at most; published pyramids have up to ten. */
    public static final int MOST_SCALES = 100;

    private static final double LEAST_FACTOR = 0.001;
    private static final double LOUDEST = 1e6;

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

    /**
     * Reads a folder's {@code model.json}.
     *
     * @throws UserException where it is missing, or describes no SinGAN
     */
    public static ModelDescription read(Path directory) throws IOException {
        return Records.read(
                directory.resolve(Singan.MODEL_FILE),
                ModelDescription.class,
                "Restore the SinGAN's folder, or delete it and train it again");
    }

    @Override
    public void check(Faults faults) {
        faults.require(!name.isBlank(), "name", name, "a name");
        faults.range("factor", factor, LEAST_FACTOR, 1);
        faults.range("scales", scales.size(), 1, MOST_SCALES);
        for (int k = 0; k < scales.size(); k++) {
            check(faults, k, "scales[" + k + "].");
        }
    }

    private void check(Faults faults, int k, String field) {
        Scale scale = scales.get(k);
        faults.require(scale.scale() == k, field + "scale", scale.scale(), k + ", as the coarsest comes first");
        int width = k == 0 ? ScaleShape.RECEPTIVE_FIELD : scales.get(k - 1).width();
        int height = k == 0 ? ScaleShape.RECEPTIVE_FIELD : scales.get(k - 1).height();
        faults.range(field + "width", scale.width(), width, PyramidConfig.LARGEST);
        faults.range(field + "height", scale.height(), height, PyramidConfig.LARGEST);
        faults.range(field + "filters", scale.filters(), 1, NetworkConfig.MOST);
        faults.range(field + "noiseAmplitude", scale.noiseAmplitude(), 0, LOUDEST);
        faults.require(scale.file().equals(ScaleFiles.name(k)), field + "file", scale.file(), ScaleFiles.name(k));
    }

    /**
     * Asserts that a scale's file is the one that is described.
     *
     * @throws UserException where it has another size
     */
    void requireShape(Path directory, Scale scale, ScaleShape shape) {
        ScaleShape said = new ScaleShape(config.pyramid().channels(), scale.height(), scale.width(), scale.filters());
        if (!said.equals(shape)) {
            throw new UserException(directory.resolve(scale.file()) + " is a scale of " + shape + ", but "
                    + Singan.MODEL_FILE + " beside it says " + said + ": restore the SinGAN's folder, or delete it and"
                    + " train it again");
        }
    }

    /** The same image's model with other scales. */
    public ModelDescription with(String key, List<Scale> scales) {
        return new ModelDescription(
                schema, key, name, seed, imageSha256, engine, engineDescription, config, factor, scales);
    }
}
