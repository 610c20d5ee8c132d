package dev.singan.base;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the study is done: how patients come to the sets, and in which points the study does what the published code does. The presets are
 * {@link #STRICT}, {@link #PUBLISHED} and {@link #IWBI}; any other combination is made by the constructor.
 *
 * @param name the preset's name, {@code strict}, {@code published} or {@code iwbi}
 * @param splits how patients come to training, validation and test
 * @param deviations what is done as the published code does it
 */
public record Protocol(String name, Splits splits, Set<Deviation> deviations) {
    public Protocol {
        EnumSet<Deviation> ordered = EnumSet.noneOf(Deviation.class); // the same JSON for the same set
        ordered.addAll(deviations);
        deviations = Collections.unmodifiableSet(ordered);
    }

    /** How patients come to the sets. */
    public enum Splits {
        /** Every patient but the SinGANs' is tested exactly once: stratified group folds; 30 % of the rest validate. */
        STRATIFIED_FOLDS,
        /** Independent draws of 10 % of the patients for test and 30 % of the rest for validation: scikit-learn's GroupShuffleSplit. */
        GROUP_SHUFFLE,
        /** One draw of 10 % of the patients for test, then independent draws of 30 % of the rest for validation. */
        FIXED_TEST
    }

    /** A careful study; the default. */
    public static final Protocol STRICT = new Protocol("strict", Splits.STRATIFIED_FOLDS, Set.of());

    /** As the thesis's published code behaves, for comparison with its figures. */
    public static final Protocol PUBLISHED =
            new Protocol("published", Splits.GROUP_SHUFFLE, EnumSet.allOf(Deviation.class));

    /** The follow-up paper's comparison (fixed test patients), with the careful settings elsewhere. */
    public static final Protocol IWBI = new Protocol("iwbi", Splits.FIXED_TEST, Set.of());

    /** The presets. */
    public static final List<Protocol> PRESETS = List.of(STRICT, PUBLISHED, IWBI);

    /**
     * A preset.
     *
     * @throws dev.singan.base.UserException where there is none of that name
     */
    public static Protocol named(String name) {
        return Words.choice("singan.protocol", name.toLowerCase(Locale.ROOT), PRESETS, Protocol::name);
    }

    /** Whether the study does something as the published code does it. */
    public boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    /** Whether a leak between the sets fails the build; only the published code's behaviour is let pass. */
    public boolean leakageFails() {
        return !has(Deviation.SOURCES_ANYWHERE);
    }
}
