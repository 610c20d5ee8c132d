package dev.singan.maven.build;

import dev.singan.base.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds what studies have published: the synthetic data set that {@code singan.synthetic} names, a zip file or coordinates that Maven
 * resolves as any artifact, and the runs that are compared.
 */
public final class SyntheticResolver {
    /** The classifier of the packed samples. */
    public static final String SAMPLES = "synthetic";

    /** The classifier of the packed models. */
    public static final String MODELS = "models";

    /** The classifier of the run as a research object. */
    public static final String CRATE = "crate";

    public static final String TYPE = "zip";

    private final RepositorySystem system;
    private final MavenSession session;
    private final @Nullable MavenProject project;

    public SyntheticResolver(RepositorySystem system, MavenSession session, @Nullable MavenProject project) {
        this.system = system;
        this.session = session;
        this.project = project;
    }

    /**
     * Finds the file.
     *
     * @param name a path that ends in {@code .zip}, relative to the project, or {@code groupId:artifactId:version}
     * @throws UserException where there is none
     */
    public Path find(String name) {
        if (name.endsWith("." + TYPE)) {
            return file(name);
        }
        String[] parts = name.split(":", -1);
        if (parts.length != 3) {
            throw new UserException(
                    "singan.synthetic=" + name + " is neither a file that ends in .zip nor the coordinates"
                            + " groupId:artifactId:version of a study that was installed or deployed.");
        }
        return resolve("singan.synthetic", name, new DefaultArtifact(parts[0], parts[1], SAMPLES, TYPE, parts[2]));
    }

    /**
     * Finds a study that is compared.
     *
     * @param name the path of a file or folder, relative to the project, or {@code groupId:artifactId:version}
     * @throws UserException where there is neither
     */
    public Path run(String name) {
        String[] parts = name.split(":", -1);
        if (parts.length != 3) {
            Path file = file(name);
            if (Files.exists(file)) {
                return file;
            }
            throw new UserException("singan.compare names " + name + ", but there is no " + file
                    + ", and it is not groupId:artifactId:version of a study that was installed or deployed: correct the"
                    + " path, or run mvn verify on that study.");
        }
        return resolve("singan.compare", name, new DefaultArtifact(parts[0], parts[1], CRATE, TYPE, parts[2]));
    }

    private Path file(String name) {
        Path base = project == null || project.getBasedir() == null
                ? Path.of("")
                : project.getBasedir().toPath();
        return base.resolve(name).toAbsolutePath().normalize();
    }

    private Path resolve(String property, String name, Artifact artifact) {
        try {
            return ArtifactFile.resolve(
                    system, session, artifact, project == null ? null : project.getRemoteProjectRepositories());
        } catch (ArtifactResolutionException e) {
            throw new UserException(
                    property + "=" + name + " cannot be resolved (" + e.getMessage()
                            + "): run mvn install on the study that makes it, or name a repository that holds it.",
                    e);
        }
    }
}
