package dev.singan.report;

import dev.singan.report.check.CheckRequest;
import dev.singan.study.phase.Manifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to report on, and where to.
 *
 * @param workDirectory the study's working folder, with {@code results.json}; it is read only
 * @param reportDirectory where the site is written; files of other origin in it are left alone
 * @param check the checks whose outcome the report shows; its results are those of the working folder
 * @param manifest {@code manifest.json}, or null where none was written; copied into the report's folder
 * @param run how long the phases took, or null where that was not recorded; on a page of its own, so that all else is the same for
 *     the same results
 * @param stepSummary a file that the summary is appended to, such as GitHub's {@code $GITHUB_STEP_SUMMARY}, or null
 * @param adopt whether the report's folder may hold what no goal has written; it is left alone
 */
public record ReportRequest(
        Path workDirectory,
        Path reportDirectory,
        CheckRequest check,
        @Nullable Path manifest,
        Manifest.@Nullable Run run,
        @Nullable Path stepSummary,
        boolean adopt) {}
