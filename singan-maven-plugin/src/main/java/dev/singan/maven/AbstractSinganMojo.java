package dev.singan.maven;

import dev.singan.base.CancelledException;
import dev.singan.base.IoErrors;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.classify.backbone.BackboneOptions;
import dev.singan.maven.build.BuildProperties;
import dev.singan.maven.build.FileHandles;
import dev.singan.maven.build.LogProgress;
import dev.singan.study.phase.FolderLock;
import dev.singan.study.phase.WorkFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: where the study works, whether the goal is skipped, and how errors end the build. */
public abstract class AbstractSinganMojo extends AbstractMojo {
    private static final String LOCK = "lock";
    private static final String CHECKED = "checked";

    /** Ids that Maven gives: of an execution without one, and of a direct call. */
    private static final Set<String> UNNAMED = Set.of("default", "default-cli");

    /** The working folder: patches, SinGANs, samples, features, predictions and stamps. It survives {@code mvn clean}. */
    @Parameter(property = "singan.workDirectory", defaultValue = "${basedir}/.singan")
    protected File workDirectory;

    /** Skips every goal of the plugin. A single goal is skipped by {@code singan.GOAL.skip}, such as {@code singan.train.skip}. */
    @Parameter(property = "singan.skip", defaultValue = "false")
    private boolean skip;

    /** Says what would run and why, and runs nothing. */
    @Parameter(property = "singan.dryRun", defaultValue = "false")
    protected boolean dryRun;

    /**
     * Whether a folder that a goal is to write into may hold what no goal has written; without it such a folder is left alone. What is there
     * is neither moved nor deleted, nor written over: names that goals write must be free.
     */
    @Parameter(property = "singan.adopt", defaultValue = "false")
    protected boolean adopt;

    /** Seconds to wait for another build that uses the same working folder, before this one fails and says who holds it. */
    @Parameter(property = "singan.lockWait", defaultValue = "0")
    private int lockWait;

    /** Seconds between two lines of progress. */
    @Parameter(property = "singan.progressInterval", defaultValue = "10")
    private int progressInterval;

    @Parameter(defaultValue = "${project}", readonly = true)
    protected @Nullable MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    protected MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    protected MojoExecution mojoExecution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        FileHandles.require();
        BuildProperties properties = new BuildProperties(session, project);
        Optional<String> skipped = skipped();
        if (skipped.isPresent()) {
            getLog().info(goal() + ": skipped, as " + skipped.get() + " says");
            return;
        }
        if (getPluginContext().put(CHECKED, true) == null) {
            properties.warnOfUnknown(mojoExecution, getLog());
        }
        if (dryRun && !saysWhatItWouldDo()) {
            getLog().info(goal() + ": would run");
            return;
        }
        try {
            run();
        } catch (UserException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (CancelledException | InterruptedException e) {
            throw new MojoExecutionException(goal() + " was cancelled; what is finished is kept", e);
        } catch (IOException e) {
            throw new MojoExecutionException(IoErrors.explain(goal(), e), e);
        } catch (InvalidPathException e) {
            throw new MojoFailureException(
                    "'" + e.getInput() + "' is no name of a file here (" + e.getReason()
                            + "): where it has letters beyond English, Java cannot pass them to a file system whose"
                            + " encoding is " + System.getProperty("sun.jnu.encoding")
                            + ". Start Maven with LC_ALL=C.UTF-8, or another locale of UTF-8.",
                    e);
        } catch (RuntimeException e) {
            throw new MojoExecutionException(goal() + " failed: " + e.getMessage(), e);
        }
    }

    /** The property that has the goal skipped, if one does. */
    final Optional<String> skipped() {
        String own = "singan." + goal() + ".skip";
        if (skip) {
            return Optional.of("singan.skip");
        }
        return new BuildProperties(session, project).isTrue(own) ? Optional.of(own) : Optional.empty();
    }

    /** Does the goal's work. */
    protected abstract void run() throws IOException, InterruptedException;

    /** Whether the goal itself minds {@code singan.dryRun}, or changes nothing. */
    boolean saysWhatItWouldDo() {
        return false;
    }

    /** The goal's name. */
    protected final String goal() {
        return mojoExecution.getGoal();
    }

    /**
     * The name of what runs: the execution's id; the goal's name where the execution has no id of its own, or the goal is called directly
     * without one; both where an execution has several goals.
     */
    final String execution() {
        String id = mojoExecution.getExecutionId();
        if (UNNAMED.contains(id)) {
            return goal();
        }
        @Nullable
        Plugin plugin = project == null
                ? null
                : project.getPlugin(mojoExecution.getPlugin().getKey());
        boolean shared = plugin != null
                && plugin.getExecutions().stream()
                        .anyMatch(e -> e.getId().equals(id) && e.getGoals().size() > 1);
        return shared ? id + "-" + goal() : id;
    }

    /** The working folder. */
    protected final WorkFolder folder() {
        return new WorkFolder(path(workDirectory));
    }

    /**
     * Locks the working folder until the build ends, so that no other build changes it between two goals of this one; the
     * operating system frees it with the process.
     */
    final void lock() throws IOException {
        WorkFolders.claim(folder(), adopt);
        if (!getPluginContext().containsKey(LOCK)) {
            String module = project == null ? "no project" : project.getArtifactId();
            String holder = "process " + ProcessHandle.current().pid() + " (mvn "
                    + String.join(" ", session.getGoals()) + ", module " + module + ", since "
                    + java.time.LocalTime.now(java.time.ZoneId.systemDefault()).withNano(0) + ")";
            getPluginContext()
                    .put(LOCK, FolderLock.acquire(folder(), holder, Duration.ofSeconds(lockWait), progress()));
        }
    }

    /** Gives the lock back early. */
    final void unlock() throws IOException {
        if (getPluginContext().remove(LOCK) instanceof FolderLock lock) {
            lock.close();
        }
    }

    /** Where work reports to. */
    protected final LogProgress progress() {
        return new LogProgress(goal(), getLog(), Duration.ofSeconds(progressInterval));
    }

    /**
     * The file that {@code singan.weights} names, which Maven hands on as it is written, as it may be a word: like other files, it lies
     * relative to the module's folder, or where there is none to the current one. Null where none is named.
     */
    final @Nullable Path backboneWeights(@Nullable String weights) {
        if (weights == null || weights.isBlank() || weights.equals(BackboneOptions.RANDOM)) {
            return null;
        }
        File base = project == null || project.getBasedir() == null ? new File("") : project.getBasedir();
        return path(base).resolve(weights).normalize();
    }

    /** A file parameter's path. */
    protected static Path path(File file) {
        return file.toPath().toAbsolutePath().normalize();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    @Override
    public java.util.Map<Object, Object> getPluginContext() {
        return (java.util.Map) super.getPluginContext();
    }
}
