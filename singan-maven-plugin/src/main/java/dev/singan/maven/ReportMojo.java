package dev.singan.maven;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.ReportFolder;
import dev.singan.maven.build.BuildProperties;
import dev.singan.report.ReportFolders;
import dev.singan.report.ReportRequest;
import dev.singan.report.Site;
import dev.singan.report.check.CheckRequest;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.phase.Stamps;
import dev.singan.study.publish.Manifests;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the report: a static site, the results and summaries that machines read, and the manifest of how all came to be. */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class ReportMojo extends AbstractPhaseMojo {
    private static final int ALGORITHM = 4;

    /** Where the report is written; its {@code reference} folder holds the reference results and is left alone. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    /** A file that the summary is appended to; in GitHub's workflows the step's. */
    @Parameter(property = "singan.stepSummary", defaultValue = "${env.GITHUB_STEP_SUMMARY}")
    private @Nullable File stepSummary;

    /** The study's seed, for the manifest. */
    @Parameter(property = "singan.seed", defaultValue = "42")
    private long seed;

    @Override
    List<PhaseInput> inputs() {
        return List.of(
                input(folder().results()),
                input(folder().patchTable()),
                input(folder().patches().resolve("healthy")),
                input(folder().patches().resolve("lesion")),
                input(folder().singans()),
                input(folder().synthetic()),
                new PhaseInput("reference", new ReportFolder(path(reportDirectory)).reference()));
    }

    @Override
    List<Path> outputs() {
        return List.of(path(reportDirectory));
    }

    @Override
    List<Path> foreign() {
        return List.of(new ReportFolder(path(reportDirectory)).reference());
    }

    @Override
    void requireReady() throws IOException {
        ReportFolders.require(path(reportDirectory), adopt);
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.REPLACE;
    }

    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = super.parameters();
        parameters.putAll(new BuildProperties(session, project).checks());
        return parameters;
    }

    /** A build server begins each step with an empty summary, whether the report had to be written again or not. */
    @Override
    void upToDate() throws IOException {
        if (stepSummary != null) {
            Site.appendSummary(path(reportDirectory), path(stepSummary), progress());
        }
    }

    @Override
    double expectedSeconds() {
        return 15;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException {
        Stamps.requireAsWritten(folder(), folder().results(), "evaluate");
        BuildProperties properties = new BuildProperties(session, project);
        Path report = path(reportDirectory);
        Path shown = folder().cache().resolve(Manifest.FILE);
        Manifest manifest = Manifests.of(
                folder(),
                properties.command(mojoExecution),
                session.getSystemProperties().getProperty("maven.version", "unknown"),
                folder().root(),
                seed);
        Json.write(shown, manifest);
        Manifest.Run run = Manifests.run(folder());
        Site.Written site = Site.write(
                new ReportRequest(
                        folder().root(),
                        report,
                        new CheckRequest(folder().results(), new ReportFolder(report).reference(), properties.checks()),
                        shown,
                        run,
                        stepSummary == null ? null : path(stepSummary),
                        adopt),
                progress);
        Manifests.complete(manifest, run, Site::tellsTimes, report, site.files());
        progress.info("written to " + site.page());
        return 0;
    }
}
