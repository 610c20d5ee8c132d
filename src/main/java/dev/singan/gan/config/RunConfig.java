package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What computes, and how often it is kept.
 *
 * @param engine {@code auto}, {@code exact}, {@code cuda} or {@code nd4j}
 * @param checkpointInterval iterations between checkpoints within a scale, at least 1
 */
@JsonPropertyOrder({"engine", "winograd", "checkpointInterval"})
public record RunConfig(String engine, int checkpointInterval) {
    /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
    public RunConfig {
        property(checkpointInterval >= 1, "singan.gan.checkpointInterval", checkpointInterval, "at least 1");
    }

    /**
     * What a switch of an earlier engine said wherever it was set. It is still written, and never read: without it no model that was trained
     * then would be up to date.
     */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    boolean winograd() {
        return true;
    }

    /** The same with another {@link #engine}. */
    public RunConfig withEngine(String value) {
        return new RunConfig(value, checkpointInterval);
    }

    /** The same with another {@link #checkpointInterval}. */
    public RunConfig withCheckpointInterval(int value) {
        return new RunConfig(engine, value);
    }
}
