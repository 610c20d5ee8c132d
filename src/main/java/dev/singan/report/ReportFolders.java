package dev.singan.report;

import dev.singan.base.OwnFolder;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.report.page.RunPage;
import dev.singan.report.part.Page;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders that hold a report. */
public final class ReportFolders {
    static final List<String> STATIC = List.of("site.css", "site.js", "icon.svg", ReportFolder.RESULTS_SCHEMA);

    /** What a report writes right in its folder. */
    private static final Set<String> NAMES = Stream.of(
                    Arrays.stream(Page.values()).map(Page::file),
                    STATIC.stream(),
                    Stream.of(ReportFolder.ASSETS, ReportFolder.CSV, ReportFolder.RESULTS, ReportFolder.SUMMARY),
                    Stream.of(ReportFolder.BADGE, RunPage.SCRIPT, ReportFolder.CHECKS),
                    Stream.of(Manifest.FILE, Manifests.SCHEMA_FILE))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    /** The folder of a report; the reference results in it are committed, and belong to no single report. */
    static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "report",
            "-Dsingan.reportDirectory=…",
            NAMES::contains,
            Set.of(ReportFolder.REFERENCE),
            folder -> !Manifests.known(folder).isEmpty());

    /** The folder of a report's copy in a project's site. */
    static final OwnFolder.Kind COPY = new OwnFolder.Kind(
            "report", "<outputDirectory> in the POM's <reporting>", KIND.writes(), Set.of(), KIND.earlier());

    private ReportFolders() {}

    /** A file that is the same in every report: the style sheet, the script, the icon. */
    public static byte[] resource(String name) throws IOException {
        try (InputStream in = ReportFolders.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, () -> "the library lacks its resource " + name)
                    .readAllBytes();
        }
    }

    /**
     * Asserts that a report could be written into a folder; writes nothing.
     *
     * @param adopt whether it may hold what no goal has written
     * @throws UserException where it could not
     */
    public static void require(Path folder, boolean adopt) throws IOException {
        OwnFolder.require(folder, KIND, adopt);
    }

    /**
     * Makes a folder a report's. Errors as in {@link #require}.
     *
     * @param adopt whether it may hold what no goal has written
     */
    public static void claim(Path folder, boolean adopt) throws IOException {
        OwnFolder.claim(folder, KIND, adopt);
    }
}
