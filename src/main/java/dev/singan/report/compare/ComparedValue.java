package dev.singan.report.compare;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter, an input or a version of several studies.
 *
 * @param name what it is
 * @param values of the studies in their order; null where a study has none
 */
record ComparedValue(String name, List<@Nullable String> values) {
    boolean isSame() {
        return new HashSet<>(values).size() == 1;
    }
}
