package dev.singan.maven;

import dev.singan.report.SiteCopy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the study's report, as {@code mvn verify} wrote it, into the project's site: list the plugin under {@code <reporting>} and run
 * {@code mvn site}. Nothing of the study runs for that.
 */
@Mojo(name = "site", threadSafe = true)
public final class SiteMojo extends AbstractSinganMojo implements MavenReport {
    private static final String FOLDER = "singan";

    /** The report's folder. */
    @Parameter(property = "singan.reportDirectory", defaultValue = "${basedir}/reports")
    private File reportDirectory;

    /** The site's folder, where the goal is called by itself; {@code mvn site} tells its own. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true, required = true)
    private File siteDirectory;

    private @Nullable File given;

    @Override
    protected void run() throws IOException {
        Path target = getReportOutputDirectory().toPath().toAbsolutePath().resolve(FOLDER);
        int files = SiteCopy.run(path(reportDirectory), target, adopt, progress());
        getLog().info("site: " + files + " files of the study's report copied to " + target);
    }

    @Override
    public boolean canGenerateReport() {
        Optional<String> skipped = skipped();
        if (skipped.isPresent()) {
            getLog().info("site: skipped, as " + skipped.get() + " says");
            return false;
        }
        if (!SiteCopy.has(path(reportDirectory))) {
            getLog().warn("site: there is no report in " + path(reportDirectory)
                    + ", so the site gets none: run mvn verify first, or set singan.reportDirectory");
            return false;
        }
        return true;
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            execute();
        } catch (MojoExecutionException | MojoFailureException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    @Override
    public String getOutputName() {
        return FOLDER + "/index";
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "SinGAN Study";
    }

    @Override
    public String getDescription(Locale locale) {
        return "Data, SinGANs, classification and reproducibility of the study: whether samples of SinGANs help a"
                + " classifier.";
    }

    @Override
    public void setReportOutputDirectory(File directory) {
        given = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        return given == null ? siteDirectory : given;
    }

    /** The report brings its own pages; the site links to them. */
    @Override
    public boolean isExternalReport() {
        return true;
    }
}
