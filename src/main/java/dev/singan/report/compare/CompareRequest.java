package dev.singan.report.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What to compare.
 *
 * @param studies at least two; differences are to the first
 * @param output the folder of the page
 * @param own whether that is at a place that nobody else writes to
 * @param adopt whether it may hold what no goal has written
 */
public record CompareRequest(List<Named> studies, Path output, boolean own, boolean adopt) {
    public CompareRequest {
        studies = List.copyOf(studies);
    }

    /**
     * A study.
     *
     * @param name as the user gave it
     * @param place {@code results.json}, a folder that holds it, or a zip file of the goal crate
     */
    public record Named(String name, Path place) {}
}
