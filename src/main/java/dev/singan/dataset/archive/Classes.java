package dev.singan.dataset.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The classes of the patch table, and the spellings of them that archives use. */
final class Classes {
    static final String NORMAL = "Normal";
    static final String BENIGN = "Benign";
    static final String MALIGN = "Malign";

    private Classes() {}

    /** The class of a spelling; null where there is none. */
    static @Nullable String of(@Nullable String spelling) {
        if (spelling == null) {
            return null;
        }
        return switch (spelling.strip().toLowerCase(Locale.ROOT)) {
            case "normal", "healthy", "n" -> NORMAL;
            case "benign", "b" -> BENIGN;
            case "malign", "malignant", "m" -> MALIGN;
            default -> null;
        };
    }
}
