package dev.singan.gan.model;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.gan.config.Trainer;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one can do with a trained SinGAN or ConSinGAN. Not thread-safe; closing it frees the engine's buffers. */
public final class Singan implements AutoCloseable {
    public static final String MODEL_FILE = "model.json";

    private final TrainedModel model;
    private final String label;
    private final Generators generators;

    /** A model on an engine. */
    public Singan(TrainedModel model, Engine engine) {
        this(model, model.description().name(), engine);
    }

    private Singan(TrainedModel model, String label, Engine engine) {
        this.model = model;
        this.label = label;
        generators = generators(model, engine);
    }

    private static Generators generators(TrainedModel model, Engine engine) {
        if (model instanceof TrainedConsingan grown) {
            Trainer.Consingan how =
                    (Trainer.Consingan) grown.description().config().trainer();
            return new StageGenerators(engine, how.slope(), grown.pyramid(), grown.generator(), grown.stages());
        }
        GeneratorChain chain = new GeneratorChain(model.pyramid(), engine);
        ((TrainedSingan) model).scales().forEach(chain::add);
        return chain;
    }

    /**
     * Loads a model from its directory, onto the fastest engine there is.
     *
     * @throws UserException where there is no whole model; the message says what to do
     */
    public static Singan load(Path directory) throws IOException {
        return load(directory, Engines.of("auto"));
    }

    /** Loads a model from its directory, onto an engine. Errors as in {@link #load(Path)}. */
    public static Singan load(Path directory, Engine engine) throws IOException {
        return new Singan(readModel(directory), label(directory), engine);
    }

    /**
     * Reads a model without an engine: one of this project's, or one of the official code ({@link OfficialModel}). Errors as in
     * {@link #load(Path)}.
     */
    public static TrainedModel readModel(Path directory) throws IOException {
        if (OfficialModel.isOne(directory)) {
            return OfficialModel.read(directory);
        }
        Path file = directory.resolve(MODEL_FILE);
        if (!Files.exists(file)) {
            throw new UserException(directory + " holds no trained SinGAN (no " + MODEL_FILE
                    + "): train it first, or let its training finish");
        }
        ModelDescription description = ModelDescription.read(directory);
        FloatImage image = TrainingImage.read(
                directory.resolve(TrainingImage.FILE),
                description.config().pyramid().channels());
        return description.config().trainer() instanceof Trainer.Singan
                ? scales(directory, description, image)
                : stages(directory, description, image);
    }

    /**
     * Reads a model that hands images from scale to scale. Errors as in {@link #load(Path)}.
     *
     * @throws UserException where it is a ConSinGAN
     */
    public static TrainedSingan read(Path directory) throws IOException {
        return imageModel(readModel(directory), label(directory));
    }

    private static TrainedSingan scales(Path directory, ModelDescription description, FloatImage image)
            throws IOException {
        List<ScaleModel> scales = new ArrayList<>();
        List<Pyramid.Size> sizes = new ArrayList<>();
        for (ModelDescription.Scale scale : description.scales()) {
            ScaleModel read = ScaleFiles.read(directory.resolve(scale.file()));
            description.requireShape(directory, scale, read.shape());
            scales.add(read);
            sizes.add(new Pyramid.Size(read.shape().height(), read.shape().width()));
        }
        return new TrainedSingan(description, new Pyramid(description.factor(), sizes), scales, image);
    }

    private static TrainedConsingan stages(Path directory, ModelDescription description, FloatImage image)
            throws IOException {
        List<TrainedConsingan.Stage> stages = new ArrayList<>();
        List<Pyramid.Size> sizes = new ArrayList<>();
        for (ModelDescription.Scale scale : description.scales()) {
            stages.add(ConsinganFiles.readStage(directory.resolve(scale.file())));
            sizes.add(new Pyramid.Size(scale.height(), scale.width()));
        }
        return new TrainedConsingan(
                description,
                new Pyramid(description.factor(), sizes),
                ConsinganFiles.readGenerator(directory),
                stages,
                image);
    }

    /** How messages name a model: like its folder. */
    private static String label(Path directory) {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }

    private static TrainedSingan imageModel(TrainedModel model, String label) {
        if (model instanceof TrainedSingan singan) {
            return singan;
        }
        throw new UserException(label + " is a ConSinGAN, whose stages hand on feature maps: no image"
                + " can enter it. Train a SinGAN for this, with -Dsingan.gan.trainer=singan");
    }

    /** @throws UserException where this is a ConSinGAN */
    public TrainedSingan imageModel() {
        return imageModel(model, label);
    }

    /** @throws UserException where this is a ConSinGAN */
    public GeneratorChain chain() {
        imageModel();
        return (GeneratorChain) generators;
    }

    public Generators generators() {
        return generators;
    }

    /** How messages name the model. */
    public String label() {
        return label;
    }

    /** The model. */
    public TrainedModel model() {
        return model;
    }

    /**
     * Random images, in [-1, 1] (clamped).
     *
     * @throws UserException where the model has no such start scale
     */
    public List<FloatImage> sample(SampleRequest request) {
        List<FloatImage> samples = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            samples.add(sample(request, i));
        }
        return samples;
    }

    /** The image of a number among those of a request. Errors as in {@link #sample(SampleRequest)}. */
    public FloatImage sample(SampleRequest request, int number) {
        checkScale(request.startScale(), 0);
        SampleSize.require(model, request);
        StreamNoise noise = new StreamNoise(
                new Seeds(request.seed()).stream("sample/" + model.description().name() + "/" + number));
        return clamp(generators.sample(request.startScale(), request.scaleV(), request.scaleH(), noise));
    }

    /** The training image as the generators give it back, in [-1, 1] (clamped). */
    public FloatImage reconstruct() {
        return clamp(generators.reconstruction());
    }

    /** @throws UserException where the model has no such start scale, or it is below the first that is possible */
    public void checkScale(int scale, int first) {
        if (scale < first || scale >= generators.scales()) {
            throw noScale(label, generators.scales(), scale, first);
        }
    }

    public static UserException noScale(String label, int scales, int scale, int first) {
        return new UserException("SinGAN " + label + " has " + scales + " scales, so singan.startScale is from " + first
                + " to " + (scales - 1) + " here, not " + scale);
    }

    public static FloatImage clamp(FloatImage image) {
        float[] data = new float[image.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.max(-1f, Math.min(1f, image.data()[i]));
        }
        return new FloatImage(image.channels(), image.height(), image.width(), data);
    }

    @Override
    public void close() {
        generators.close();
    }
}
