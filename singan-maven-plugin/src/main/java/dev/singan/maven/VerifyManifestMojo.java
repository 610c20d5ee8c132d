package dev.singan.maven;

import dev.singan.base.UserException;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Holds a report against its manifest: fails where a file is missing, was changed or was added. */
@Mojo(name = "verify-manifest", threadSafe = true, requiresProject = false)
public final class VerifyManifestMojo extends AbstractSinganMojo {
    /** The report's folder. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    @Override
    boolean saysWhatItWouldDo() {
        return true;
    }

    @Override
    protected void run() throws IOException {
        List<String> differences = Manifests.verify(path(reportDirectory));
        if (!differences.isEmpty()) {
            throw new UserException("The report in " + path(reportDirectory) + " is not what its " + Manifest.FILE
                    + " says:\n  " + String.join("\n  ", differences));
        }
        getLog().info("verify-manifest: the report in " + path(reportDirectory) + " is as its manifest says");
    }
}
