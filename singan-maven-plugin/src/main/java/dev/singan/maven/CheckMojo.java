package dev.singan.maven;

import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.maven.build.BuildProperties;
import dev.singan.report.check.Check;
import dev.singan.report.check.CheckRequest;
import dev.singan.report.check.CheckResult;
import dev.singan.study.phase.Stamps;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build where the audit of the sets found a leak, a figure is out of the bounds of {@code singan.check.min.NAME} or
 * {@code singan.check.max.NAME}, or a figure that no processor changes is not the reference results' very number. Figures that the processor
 * changes, such as those of arms with samples, are held where {@code singan.check.tolerance.FAMILY} says within which limits.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class CheckMojo extends AbstractSinganMojo {
    /** Where the report is written; its {@code reference} folder holds the reference results. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    /** Whether failed checks fail the build; otherwise they are warned of. */
    @Parameter(property = "singan.check.fail", defaultValue = "true")
    private boolean fail;

    @Override
    protected void run() throws IOException {
        Stamps.requireAsWritten(folder(), folder().results(), "evaluate");
        Path report = path(reportDirectory);
        java.util.Map<String, String> settings = new BuildProperties(session, project).checks();
        CheckResult result =
                Check.run(new CheckRequest(folder().results(), new ReportFolder(report).reference(), settings));
        if (result.passed()) {
            getLog().info("check: " + result.message());
        } else if (fail) {
            throw new UserException(result.message());
        } else {
            getLog().warn("check: " + result.message());
        }
    }
}
