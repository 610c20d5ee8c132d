package dev.singan.maven.image;

import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.ModelFolder;
import dev.singan.gan.train.TrainRequest;
import dev.singan.maven.build.GanOptions;
import dev.singan.tensor.engines.Engines;
import dev.singan.worker.JobKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that trains a SinGAN on an image, with the official code's parameters and defaults. */
public abstract class AbstractImageTrainMojo extends AbstractImageMojo {
    /** The image: PNG, TIFF, PGM, PPM or JPEG, in colour or grey. */
    @Parameter(property = "singan.image")
    private @Nullable File image;

    /** Folder of the trained SinGAN; in the working folder, named like the image, where none is given. */
    @Parameter(property = "singan.model")
    private @Nullable File model;

    /** Which way of training: {@code singan}, or {@code consingan} (Hinz et al., WACV 2021), one generator that grows. */
    @Parameter(property = "singan.gan.trainer", defaultValue = "singan")
    private String trainer;

    /** Stages of a ConSinGAN: it takes no notice of the ratio of neighbouring scales. */
    @Parameter(property = "singan.gan.stages", defaultValue = "6")
    private int stages;

    /** How many of the newest stages of a ConSinGAN are trained at once. */
    @Parameter(property = "singan.gan.concurrentStages", defaultValue = "3")
    private int concurrentStages;

    /** Ratio of the learning rates of a ConSinGAN's stage and of the one above it. */
    @Parameter(property = "singan.gan.rateScale", defaultValue = "0.1")
    private double rateScale;

    /** Slope of a ConSinGAN's LeakyReLU below zero. */
    @Parameter(property = "singan.gan.slope", defaultValue = "0.05")
    private double slope;

    /** Channels of the images: 3, or 1 for grey. */
    @Parameter(property = "singan.channels", defaultValue = "3")
    private int channels;

    /** Side of the training image in pixels, a square to which the image is resized; 0 leaves it as it is. */
    @Parameter(property = "singan.gan.size", defaultValue = "0")
    private int size;

    /** Ratio of neighbouring scales, above 0 and below 1; the pyramid adjusts it so that the sizes come out even. */
    @Parameter(property = "singan.gan.scaleFactor", defaultValue = "0.75")
    private double scaleFactor;

    /** Shorter side of the coarsest scale in pixels, at least 11. Goals that train for animation take 20, for super-resolution 18. */
    @Parameter(property = "singan.gan.minSize", defaultValue = "25")
    private int minSize;

    /** Longer side of the finest scale in pixels, at most. */
    @Parameter(property = "singan.gan.maxSize", defaultValue = "250")
    private int maxSize;

    /** Filters of the four coarsest scales, 32 by default; they double every four scales. A ConSinGAN has 64 everywhere by default. */
    @Parameter(property = "singan.gan.filters")
    private @Nullable Integer filters;

    /** Filters at most. */
    @Parameter(property = "singan.gan.maxFilters", defaultValue = "128")
    private int maxFilters;

    /** Iterations per scale. */
    @Parameter(property = "singan.gan.iterations", defaultValue = "2000")
    private int iterations;

    /** Learning rate of Adam. */
    @Parameter(property = "singan.gan.learningRate", defaultValue = "0.0005")
    private double learningRate;

    /** Iteration of a scale from which the learning rate is a tenth, 1600 by default; 0 for never. A ConSinGAN's default is 0.8 of its iterations. */
    @Parameter(property = "singan.gan.milestone")
    private @Nullable Integer milestone;

    /** Weight of the gradient penalty. */
    @Parameter(property = "singan.gan.lambda", defaultValue = "0.1")
    private double lambda;

    /** Weight of the reconstruction loss. Training for super-resolution takes 100. */
    @Parameter(property = "singan.gan.alpha", defaultValue = "10")
    private double alpha;

    /** The coarsest scale's reconstruction noise: {@code official} (drawn anew in each iteration) or {@code fixed} (drawn once, as the paper says). */
    @Parameter(property = "singan.reconstructionNoise", defaultValue = "official")
    private String reconstructionNoise;

    /**
     * Goals, separated by commas, or {@code all}, that replace a SinGAN of another image, seed or configuration which their folder holds. Without
     * it, it is left as it is and the build fails.
     */
    @Parameter(property = "singan.force")
    private @Nullable String force;

    /** How a SinGAN for random samples is trained. */
    final SinganConfig config() {
        return new GanOptions(SinganConfig.of(Recipe.OFFICIAL))
                .iterations(iterations)
                .trainer(trainer, stages, concurrentStages, rateScale, slope)
                .pyramid(size, channels, scaleFactor, minSize, maxSize)
                .networks(filters, maxFilters)
                .optimiser(learningRate, milestone)
                .losses(lambda, alpha)
                .steps(null, reconstructionNoise)
                .run(engine, null)
                .config();
    }

    final Path image() {
        return requiredFile(image, "singan.image", "the image to train on");
    }

    /** The model's folder. */
    final Path model(String suffix) throws IOException {
        return model == null ? ModelFolder.of(folder().models(), image(), suffix) : path(model);
    }

    /** Trains a SinGAN, or goes on with one that was interrupted; one that is finished is left as it is. */
    final void train(Path directory, SinganConfig config) throws IOException, InterruptedException {
        Path source = image();
        claimModel(directory);
        Engines.handicaps(config.run().engine()).forEach(getLog()::warn);
        work(JobKind.TRAIN, new TrainRequest(source, directory, config, seed, TrainRequest.SINGLE, isForced(force)));
        getLog().info(goal() + ": the SinGAN of " + name(source) + " is in " + directory);
    }

    /**
     * The folder of a SinGAN trained as a goal needs it. A folder given without an image is used as it is; with an image, it is trained
     * there unless it is.
     */
    final Path trained(String suffix, SinganConfig config) throws IOException, InterruptedException {
        if (image == null && model != null && Files.exists(path(model))) {
            return path(model);
        }
        Path directory = model(suffix);
        train(directory, config);
        return directory;
    }
}
