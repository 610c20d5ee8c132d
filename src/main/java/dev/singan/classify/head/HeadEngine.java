package dev.singan.classify.head;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/** What trains the heads: the same arithmetic; the values of {@code singan.head.engine}. */
public enum HeadEngine {
    /** This project's own loops. */
    JAVA,
    /** Deeplearning4j. */
    DL4J;

    /** The name in files and parameters. */
    @JsonValue
    public String id() {
        return Words.of(this);
    }

    /**
     * The engine of a name.
     *
     * @throws dev.singan.base.UserException where there is none
     */
    @JsonCreator
    public static HeadEngine named(String id) {
        return Words.choice("singan.head.engine", id, HeadEngine.class);
    }
}
