package dev.singan.maven.build;

import dev.singan.base.UserException;
import dev.singan.classify.onnx.OnnxRuntime;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's jar, which only the backbone {@code onnx} needs: 90 MB that no other build fetches. */
public final class OnnxLibrary {
    private OnnxLibrary() {}

    /**
     * Finds the jar.
     *
     * @throws UserException where no repository has it
     */
    public static Path find(RepositorySystem system, MavenSession session, @Nullable MavenProject project) {
        String coordinates = OnnxRuntime.ARTIFACT + ":" + OnnxRuntime.VERSION;
        try {
            return ArtifactFile.resolve(
                    system,
                    session,
                    new DefaultArtifact(coordinates),
                    project == null ? null : project.getRemotePluginRepositories());
        } catch (ArtifactResolutionException e) {
            throw new UserException(
                    "singan.backbone=onnx needs " + coordinates + ", which cannot be resolved (" + e.getMessage()
                            + "): build once without -o, or have your mirror serve it.",
                    e);
        }
    }
}
