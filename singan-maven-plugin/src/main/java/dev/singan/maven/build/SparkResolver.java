package dev.singan.maven.build;

import dev.singan.base.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.jspecify.annotations.Nullable;

/** Finds Spark's jars by Maven, when a cluster is used and not before; they never come into Maven's own JVM. */
public final class SparkResolver {
    private static final String GROUP = "org.apache.spark";
    private static final String SCALA = "_2.13";

    private final RepositorySystem system;
    private final MavenSession session;
    private final @Nullable MavenProject project;
    private final @Nullable String further;

    /** @param further coordinates {@code groupId:artifactId:version} of what else the driver needs, separated by commas */
    public SparkResolver(
            RepositorySystem system, MavenSession session, @Nullable MavenProject project, @Nullable String further) {
        this.system = system;
        this.session = session;
        this.project = project;
        this.further = further;
    }

    /**
     * Spark with what it needs to speak to a master.
     *
     * @param master {@code singan.cluster}
     * @param version of Spark
     * @throws UserException where an artifact cannot be had
     */
    List<Path> find(String master, String version) {
        CollectRequest request = new CollectRequest();
        coordinates(master, version)
                .forEach(c -> request.addDependency(new Dependency(new DefaultArtifact(c), "runtime")));
        request.setRepositories(repositories());
        try {
            return system
                    .resolveDependencies(session.getRepositorySession(), new DependencyRequest(request, null))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(a -> a.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new UserException(
                    "Spark " + version + " cannot be resolved (" + e.getMessage() + "): singan.cluster.version names a"
                            + " version that a repository of this build must hold; it is asked for as singan.cluster is"
                            + " set",
                    e);
        }
    }

    private List<String> coordinates(String master, String version) {
        List<String> coordinates = new ArrayList<>(List.of(spark("spark-core", version)));
        if (master.equals("yarn")) {
            coordinates.add(spark("spark-yarn", version));
        }
        if (master.startsWith("k8s://")) {
            coordinates.add(spark("spark-kubernetes", version));
        }
        Stream<String> own = further == null ? Stream.of() : Arrays.stream(further.split(",", -1));
        own.map(String::strip).filter(c -> !c.isEmpty()).forEach(c -> coordinates.add(checked(c)));
        return coordinates;
    }

    private static String spark(String name, String version) {
        return GROUP + ":" + name + SCALA + ":" + version;
    }

    private static String checked(String coordinates) {
        if (coordinates.split(":", -1).length != 3) {
            throw new UserException("singan.cluster.artifacts names " + coordinates
                    + ", but what it names must be groupId:artifactId:version");
        }
        return coordinates;
    }

    /** Those of plugins, as Spark serves a plugin; without a project those of the settings. */
    private List<RemoteRepository> repositories() {
        return project == null
                ? RepositoryUtils.toRepos(session.getRequest().getPluginArtifactRepositories())
                : project.getRemotePluginRepositories();
    }
}
