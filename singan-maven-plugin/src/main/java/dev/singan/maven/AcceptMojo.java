package dev.singan.maven;

import dev.singan.base.ReportFolder;
import dev.singan.report.ReportFolders;
import dev.singan.report.check.Accept;
import dev.singan.study.phase.Stamps;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Takes the present results as the reference that {@code check} compares with, on purpose: commit what it writes. */
@Mojo(name = "accept", threadSafe = true, requiresProject = false)
public final class AcceptMojo extends AbstractSinganMojo {
    /** Where the report is written; its {@code reference} folder holds the reference results. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    @Override
    protected void run() throws IOException {
        lock();
        Stamps.requireAsWritten(folder(), folder().results(), "evaluate");
        ReportFolders.claim(path(reportDirectory), adopt);
        getLog().info("accept: wrote "
                + Accept.run(folder().results(), new ReportFolder(path(reportDirectory)).reference()));
    }
}
