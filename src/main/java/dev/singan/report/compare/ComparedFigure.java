package dev.singan.report.compare;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure of several studies.
 *
 * @param name as in {@link dev.singan.report.check.Measures}
 * @param values of the studies in their order; null where a study has none
 * @param differences to the first study's; null for that study itself, and where one of the two is missing
 */
record ComparedFigure(String name, List<@Nullable Estimate> values, List<@Nullable Estimate> differences) {
    /** Whether all studies have the very same number. */
    boolean isSame() {
        return values.stream().noneMatch(Objects::isNull)
                && values.stream()
                                .flatMap(Stream::ofNullable)
                                .mapToDouble(Estimate::value)
                                .distinct()
                                .count()
                        == 1;
    }
}
