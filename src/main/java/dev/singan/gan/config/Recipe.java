package dev.singan.gan.config;

import dev.singan.base.Words;

/** Named lengths of training; STUDY's ambiguous ones are both there. */
public enum Recipe {
    /** The official code: 2000 iterations per scale, learning rate x 0.1 from the 1600th, scale factor 0.75. */
    OFFICIAL,
    /** The thesis's code: per scale 100 rounds of 2 x 30 iterations, a new Adam in each 30, no drop, scale factor 0.8. */
    THESIS_CODE,
    /** The follow-up's text: 30 iterations per scale. */
    IWBI_TEXT;

    /** The constant that a value of {@code singan.gan.recipe} names. */
    public static Recipe of(String word) {
        return Words.choice("singan.gan.recipe", word, Recipe.class);
    }
}
