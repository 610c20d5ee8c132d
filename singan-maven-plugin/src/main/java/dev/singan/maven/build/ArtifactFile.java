package dev.singan.maven.build;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/** Artifacts that no POM names, found where all others are. */
final class ArtifactFile {
    private ArtifactFile() {}

    /** The file of an artifact, fetched where it is not in the local repository yet. */
    static Path resolve(
            RepositorySystem system,
            MavenSession session,
            Artifact artifact,
            @Nullable List<RemoteRepository> repositories)
            throws ArtifactResolutionException {
        return system.resolveArtifact(session.getRepositorySession(), new ArtifactRequest(artifact, repositories, null))
                .getArtifact()
                .getFile()
                .toPath();
    }
}
