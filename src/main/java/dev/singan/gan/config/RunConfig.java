package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

/**
 * What computes, and how often it is kept.
 *
 * @param engine {@code auto}, {@code exact}, {@code cuda}, {@code nd4j} or {@code onednn}
 * @param winograd whether the engine may use Winograd convolutions
 * @param checkpointInterval iterations between checkpoints within a scale, at least 1
 */
public record RunConfig(String engine, boolean winograd, int checkpointInterval) {
    /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
    public RunConfig {
        property(checkpointInterval >= 1, "singan.gan.checkpointInterval", checkpointInterval, "at least 1");
    }

    /** The same with another {@link #engine}. */
    public RunConfig withEngine(String value) {
        return new RunConfig(value, winograd, checkpointInterval);
    }

    /** The same with or without {@link #winograd}. */
    public RunConfig withWinograd(boolean value) {
        return new RunConfig(engine, value, checkpointInterval);
    }

    /** The same with another {@link #checkpointInterval}. */
    public RunConfig withCheckpointInterval(int value) {
        return new RunConfig(engine, winograd, value);
    }
}
