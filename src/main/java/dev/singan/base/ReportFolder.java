package dev.singan.base;

import java.nio.file.Path;

/**
 * The names in a report's folder that more than the report's own pages know.
 *
 * @param root the folder
 */
public record ReportFolder(Path root) {
    /** The copy of the study's results. */
    public static final String RESULTS = WorkFolder.RESULTS;

    /** What the results look like, as JSON Schema. */
    public static final String RESULTS_SCHEMA = "results.schema.json";

    /** The answer in Markdown. */
    public static final String SUMMARY = "summary.md";

    /** An endpoint badge with the main AUC. */
    public static final String BADGE = "badge.json";

    /** The checks as JUnit's XML. */
    public static final String CHECKS = "TEST-singan-check.xml";

    /** The folder of the tables. */
    public static final String CSV = "csv";

    /** The folder of the images. */
    public static final String ASSETS = "assets";

    /** The folder of the results to compare with, which are committed and belong to no single report. */
    public static final String REFERENCE = "reference";

    /** The results to compare with. */
    public Path reference() {
        return root.resolve(REFERENCE);
    }
}
