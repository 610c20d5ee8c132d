package dev.singan.tensor.engine;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the generator steps of an iteration go back through. */
public enum GeneratorSteps {
    /**
     * The fake of the last critic step, through its stored activations, with the weights as they have become: what the
     * official code does under the PyTorch it was written for (before 1.5, which refuses it).
     */
    @JsonProperty("stale")
    STALE,
    /** A fake made again in each generator step from the same input: what today's forks do. */
    @JsonProperty("fresh")
    FRESH
}
