package dev.singan.dataset.record;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a mammogram was taken. */
public enum Format {
    /** A digitised film. */
    FILM("Film"),
    /** Taken by a digital detector. */
    DIGITAL("Digital");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** The name in the patch table. */
    @JsonValue
    public String label() {
        return label;
    }
}
