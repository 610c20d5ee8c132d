package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit of the sets, computed from the patches that were really in them.
 *
 * @param passed whether all checks passed
 * @param checks the checks
 * @param fails whether a leak fails the study, where the study has switches of its own; null, and not written, where its protocol is a preset,
 *     whose name tells it
 */
public record Leakage(
        boolean passed, List<Check> checks, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean fails) {
    /**
     * One check of one split.
     *
     * @param name {@code patients}, {@code source patients}, {@code synthetic samples}, {@code duplicate images}, {@code official split} or {@code tested once}
     * @param split from 0, or -1 for a check over all splits
     * @param passed whether it passed
     * @param detail what was found
     */
    public record Check(String name, int split, boolean passed, String detail) {}
}
