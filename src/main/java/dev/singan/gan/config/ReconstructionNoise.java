package dev.singan.gan.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.singan.base.Words;

/** The coarsest scale's noise that the reconstruction is made from. */
public enum ReconstructionNoise {
    /** Drawn anew in every iteration, the last one kept, as the official code does. */
    @JsonProperty("official")
    OFFICIAL,
    /** Drawn once, as the paper says. */
    @JsonProperty("fixed")
    FIXED;

    /** The constant that a value of {@code singan.reconstructionNoise} names. */
    public static ReconstructionNoise of(String word) {
        return Words.choice("singan.reconstructionNoise", word, ReconstructionNoise.class);
    }
}
