package dev.singan.dataset.patch;

import dev.singan.base.Words;
import dev.singan.dataset.record.OfficialSplit;
import org.jspecify.annotations.Nullable;

/** Who says which patients are tested. */
public enum SplitRule {
    /** The protocol: its folds or draws. */
    OWN,
    /** Those who made the data set: its {@link OfficialSplit}. Training and validation are drawn within its training set. */
    OFFICIAL;

    /** The property whose values are the names of the rules. */
    public static final String PROPERTY = "singan.split";

    /**
     * The rule of a name; {@link #OWN} where there is none.
     *
     * @throws dev.singan.base.UserException where the name is none of a rule
     */
    public static SplitRule named(@Nullable String name) {
        return name == null ? OWN : Words.choice(PROPERTY, name, SplitRule.class);
    }
}
