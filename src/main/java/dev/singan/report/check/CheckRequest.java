package dev.singan.report.check;

import java.nio.file.Path;
import java.util.Map;

/**
 * What to check.
 *
 * @param results {@code results.json}
 * @param referenceDirectory the folder of the reference results, {@code reports/reference}; it need not exist
 * @param settings every property that begins with {@code singan.check.}, by its full name; see {@link CheckSettings}
 */
public record CheckRequest(Path results, Path referenceDirectory, Map<String, String> settings) {
    /** Copies the map. */
    public CheckRequest {
        settings = Map.copyOf(settings);
    }
}
