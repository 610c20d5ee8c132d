package dev.singan.gan;

import dev.singan.tensor.GeneratorSteps;
import org.jspecify.annotations.Nullable;

/** Changes single values of a {@link SinganConfig}; see there for what each means and its range. */
public final class SinganConfigBuilder {
    private Preparation preparation;
    private int imageSize;
    private int channels;
    private double scaleFactor;
    private int minSize;
    private int maxSize;
    private int filters;
    private int maxFilters;
    private int iterations;
    private double learningRate;
    private double beta1;
    private int milestone;
    private double milestoneFactor;
    private int optimizerPeriod;
    private double penaltyWeight;
    private double reconstructionWeight;
    private double noiseAmplitude;
    private int criticSteps;
    private int generatorSteps;
    private GeneratorSteps generatorMode;
    private ReconstructionNoise reconstructionNoise;
    private String engine;
    private boolean winograd;
    private int checkpointInterval;
    private @Nullable Purpose purpose;
    private @Nullable ConsinganConfig consingan;

    SinganConfigBuilder(SinganConfig config) {
        preparation = config.preparation();
        imageSize = config.imageSize();
        channels = config.channels();
        scaleFactor = config.scaleFactor();
        minSize = config.minSize();
        maxSize = config.maxSize();
        filters = config.filters();
        maxFilters = config.maxFilters();
        iterations = config.iterations();
        learningRate = config.learningRate();
        beta1 = config.beta1();
        milestone = config.milestone();
        milestoneFactor = config.milestoneFactor();
        optimizerPeriod = config.optimizerPeriod();
        penaltyWeight = config.penaltyWeight();
        reconstructionWeight = config.reconstructionWeight();
        noiseAmplitude = config.noiseAmplitude();
        criticSteps = config.criticSteps();
        generatorSteps = config.generatorSteps();
        generatorMode = config.generatorMode();
        reconstructionNoise = config.reconstructionNoise();
        engine = config.engine();
        winograd = config.winograd();
        checkpointInterval = config.checkpointInterval();
        purpose = config.purpose();
        consingan = config.consingan();
    }

    /** See {@link SinganConfig#preparation()}. */
    public SinganConfigBuilder preparation(Preparation value) {
        preparation = value;
        return this;
    }

    /** See {@link SinganConfig#imageSize()}. */
    public SinganConfigBuilder imageSize(int value) {
        imageSize = value;
        return this;
    }

    /** See {@link SinganConfig#channels()}. */
    public SinganConfigBuilder channels(int value) {
        channels = value;
        return this;
    }

    /** See {@link SinganConfig#scaleFactor()}. */
    public SinganConfigBuilder scaleFactor(double value) {
        scaleFactor = value;
        return this;
    }

    /** See {@link SinganConfig#minSize()}. */
    public SinganConfigBuilder minSize(int value) {
        minSize = value;
        return this;
    }

    /** See {@link SinganConfig#maxSize()}. */
    public SinganConfigBuilder maxSize(int value) {
        maxSize = value;
        return this;
    }

    /** See {@link SinganConfig#filters()}. */
    public SinganConfigBuilder filters(int value) {
        filters = value;
        return this;
    }

    /** See {@link SinganConfig#maxFilters()}. */
    public SinganConfigBuilder maxFilters(int value) {
        maxFilters = value;
        return this;
    }

    /** See {@link SinganConfig#iterations()}. */
    public SinganConfigBuilder iterations(int value) {
        iterations = value;
        return this;
    }

    /** See {@link SinganConfig#learningRate()}. */
    public SinganConfigBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /** See {@link SinganConfig#beta1()}. */
    public SinganConfigBuilder beta1(double value) {
        beta1 = value;
        return this;
    }

    /** See {@link SinganConfig#milestone()}. */
    public SinganConfigBuilder milestone(int value) {
        milestone = value;
        return this;
    }

    /** See {@link SinganConfig#milestoneFactor()}. */
    public SinganConfigBuilder milestoneFactor(double value) {
        milestoneFactor = value;
        return this;
    }

    /** See {@link SinganConfig#optimizerPeriod()}. */
    public SinganConfigBuilder optimizerPeriod(int value) {
        optimizerPeriod = value;
        return this;
    }

    /** See {@link SinganConfig#penaltyWeight()}. */
    public SinganConfigBuilder penaltyWeight(double value) {
        penaltyWeight = value;
        return this;
    }

    /** See {@link SinganConfig#reconstructionWeight()}. */
    public SinganConfigBuilder reconstructionWeight(double value) {
        reconstructionWeight = value;
        return this;
    }

    /** See {@link SinganConfig#noiseAmplitude()}. */
    public SinganConfigBuilder noiseAmplitude(double value) {
        noiseAmplitude = value;
        return this;
    }

    /** See {@link SinganConfig#criticSteps()}. */
    public SinganConfigBuilder criticSteps(int value) {
        criticSteps = value;
        return this;
    }

    /** See {@link SinganConfig#generatorSteps()}. */
    public SinganConfigBuilder generatorSteps(int value) {
        generatorSteps = value;
        return this;
    }

    /** See {@link SinganConfig#generatorMode()}. */
    public SinganConfigBuilder generatorMode(GeneratorSteps value) {
        generatorMode = value;
        return this;
    }

    /** See {@link SinganConfig#reconstructionNoise()}. */
    public SinganConfigBuilder reconstructionNoise(ReconstructionNoise value) {
        reconstructionNoise = value;
        return this;
    }

    /** See {@link SinganConfig#engine()}. */
    public SinganConfigBuilder engine(String value) {
        engine = value;
        return this;
    }

    /** See {@link SinganConfig#winograd()}. */
    public SinganConfigBuilder winograd(boolean value) {
        winograd = value;
        return this;
    }

    /** See {@link SinganConfig#checkpointInterval()}. */
    public SinganConfigBuilder checkpointInterval(int value) {
        checkpointInterval = value;
        return this;
    }

    /** See {@link SinganConfig#purpose()}. */
    public SinganConfigBuilder purpose(@Nullable Purpose value) {
        purpose = value;
        return this;
    }

    /** See {@link SinganConfig#consingan()}. */
    public SinganConfigBuilder consingan(@Nullable ConsinganConfig value) {
        consingan = value;
        return this;
    }

    /** @throws dev.singan.base.UserException where a value is out of its range */
    public SinganConfig build() {
        return new SinganConfig(
                preparation,
                imageSize,
                channels,
                scaleFactor,
                minSize,
                maxSize,
                filters,
                maxFilters,
                iterations,
                learningRate,
                beta1,
                milestone,
                milestoneFactor,
                optimizerPeriod,
                penaltyWeight,
                reconstructionWeight,
                noiseAmplitude,
                criticSteps,
                generatorSteps,
                generatorMode,
                reconstructionNoise,
                engine,
                winograd,
                checkpointInterval,
                purpose,
                consingan);
    }
}
