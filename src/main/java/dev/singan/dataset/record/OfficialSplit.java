package dev.singan.dataset.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The set to which those who made a data set assigned an image. */
public enum OfficialSplit {
    TRAINING,
    TEST;

    /** The name in the patch table. */
    @JsonValue
    public String label() {
        return Words.of(this);
    }

    /**
     * The set of a table's word; {@code train} is the same as {@code training}.
     *
     * @return null where the word is none of these
     */
    public static @Nullable OfficialSplit of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "training", "train" -> TRAINING;
            case "test" -> TEST;
            default -> null;
        };
    }

    @JsonCreator
    static OfficialSplit named(String label) {
        return Words.choice("split", label, OfficialSplit.class);
    }
}
