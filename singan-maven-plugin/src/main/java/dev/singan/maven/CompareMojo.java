package dev.singan.maven;

import dev.singan.base.UserException;
import dev.singan.maven.build.SyntheticResolver;
import dev.singan.report.compare.Compare;
import dev.singan.report.compare.CompareRequest;
import dev.singan.study.phase.WorkFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Compares two or more studies by their {@code results.json}, and by the {@code manifest.json} beside it: a table on the console, and a page
 * with the figures, their intervals and differences, and with the parameters, inputs and versions that differ.
 */
@Mojo(name = "compare", threadSafe = true, requiresProject = false)
public final class CompareMojo extends AbstractSinganMojo {
    /**
     * The studies, separated by commas; differences are to the first. Each is a {@code results.json}, a folder that holds one (a report, or a
     * study's working folder), a zip file of the goal crate, or the Maven coordinates {@code groupId:artifactId:version} of a study that
     * was installed or deployed. Example: {@code -Dsingan.compare=reports,../other/reports}.
     */
    @Parameter(property = "singan.compare")
    private @Nullable List<String> studies;

    /** Folder where the page goes; {@code compare} in the working folder where none is given. */
    @Parameter(property = "singan.output")
    private @Nullable File output;

    @Component
    private RepositorySystem repositories;

    @Override
    protected void run() throws IOException {
        if (output == null) {
            WorkFolders.claim(folder(), adopt);
        }
        Path page = output == null ? folder().root().resolve(goal()) : path(output);
        CompareRequest request = new CompareRequest(named(), page, output == null, adopt);
        Compare.run(request).forEach(line -> getLog().info("compare: " + line));
        getLog().info("compare: written to " + page.resolve(Compare.PAGE));
    }

    /** Finds all; what is wrong with several is said at once. */
    private List<CompareRequest.Named> named() {
        SyntheticResolver resolver = new SyntheticResolver(repositories, session, project);
        List<CompareRequest.Named> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : studies == null ? List.<String>of() : studies) {
            try {
                found.add(new CompareRequest.Named(name.strip(), resolver.run(name.strip())));
            } catch (UserException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new UserException(String.join("\n", faults));
        }
        return found;
    }
}
