package dev.singan.study.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/**
 * Which comparisons with the baseline Holm's correction takes together, within a task, a pair of zoom sets and a metric. The more there
 * are, the more a single one must stand out.
 */
public enum TestFamily {
    /** The arms, for each class by itself. */
    ARMS,
    /** The arms times the classes; of two classes each by itself, as one's figures tell the other's. The classes' mean stands alone. */
    ARMS_CLASSES;

    /** The word in parameters and results. */
    @JsonValue
    public String id() {
        return Words.of(this);
    }

    /**
     * The family of a word.
     *
     * @throws dev.singan.base.UserException where there is none
     */
    @JsonCreator
    public static TestFamily named(String id) {
        return Words.choice("singan.family", id, TestFamily.class);
    }
}
