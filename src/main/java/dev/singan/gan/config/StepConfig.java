package dev.singan.gan.config;

import static dev.singan.base.Requirement.value;

import dev.singan.tensor.engine.GeneratorSteps;

/**
 * What an iteration is made of.
 *
 * @param noiseAmplitude factor between the upsampled reconstruction's error and a scale's noise amplitude
 * @param criticSteps critic steps per iteration
 * @param generatorSteps generator steps per iteration
 * @param generatorMode what the generator steps go back through; a ConSinGAN takes no notice of it
 * @param reconstructionNoise the coarsest scale's reconstruction noise; a ConSinGAN takes no notice of it
 */
public record StepConfig(
        double noiseAmplitude,
        int criticSteps,
        int generatorSteps,
        GeneratorSteps generatorMode,
        ReconstructionNoise reconstructionNoise) {
    private static final int MOST_STEPS = 1000;
    private static final double LOUDEST = 1000;

    /** @throws IllegalArgumentException where a value is out of its range */
    public StepConfig {
        value(
                noiseAmplitude > 0 && noiseAmplitude <= LOUDEST,
                "noiseAmplitude",
                noiseAmplitude,
                "above 0 and at most " + LOUDEST + ", such as 0.1");
        value(criticSteps >= 1 && criticSteps <= MOST_STEPS, "criticSteps", criticSteps, "from 1 to " + MOST_STEPS);
        value(
                generatorSteps >= 1 && generatorSteps <= MOST_STEPS,
                "generatorSteps",
                generatorSteps,
                "from 1 to " + MOST_STEPS);
    }

    /** The same with another {@link #generatorMode}. */
    public StepConfig withGeneratorMode(GeneratorSteps value) {
        return new StepConfig(noiseAmplitude, criticSteps, generatorSteps, value, reconstructionNoise);
    }

    /** The same with another {@link #reconstructionNoise}. */
    public StepConfig withReconstructionNoise(ReconstructionNoise value) {
        return new StepConfig(noiseAmplitude, criticSteps, generatorSteps, generatorMode, value);
    }
}
