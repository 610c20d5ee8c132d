package dev.singan.dataset.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The views of the patch table, and the words for them that archives use. */
final class Views {
    private Views() {}

    /**
     * A view's number: 1 right cranio-caudal, 2 left cranio-caudal, 3 right oblique, 4 left oblique.
     *
     * @param side {@code L}, {@code R}, {@code LEFT} or {@code RIGHT}
     * @param position {@code CC} or {@code MLO}
     * @return null where either is none of these
     */
    static @Nullable Integer of(@Nullable String side, @Nullable String position) {
        int first = "CC".equalsIgnoreCase(position) ? 1 : "MLO".equalsIgnoreCase(position) ? 3 : 0;
        if (first == 0 || side == null) {
            return null;
        }
        return switch (side.toUpperCase(Locale.ROOT)) {
            case "R", "RIGHT" -> first;
            case "L", "LEFT" -> first + 1;
            default -> null;
        };
    }
}
