package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.maven.build.BuildProperties;
import dev.singan.study.phase.Decision;
import dev.singan.study.phase.FileHashes;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.phase.Stamps;
import dev.singan.study.phase.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that is a phase of the study: it runs where it is not up to date, and says why. */
abstract class AbstractPhaseMojo extends AbstractSinganMojo {
    /** Executions or goals that run even if they are up to date, separated by commas; {@code all} for every one. */
    @Parameter(property = "singan.force")
    private String force;

    /** Reads all inputs and outputs again instead of trusting the hashes that are remembered by path, size and time of change. */
    @Parameter(property = "singan.rehash", defaultValue = "false")
    private boolean rehash;

    /** What the phase reads; a file that is not there counts as such. */
    abstract List<PhaseInput> inputs() throws IOException;

    /** What the phase, and nothing else, writes. */
    abstract List<Path> outputs() throws IOException;

    /** What lies in the outputs' folders and belongs to others. */
    List<Path> foreign() {
        return List.of();
    }

    /** The version of the algorithm, raised with every change that changes outputs. */
    abstract int algorithm();

    /** Does the work, and tells the most memory that forked processes held together, in megabytes. */
    abstract long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException;

    /** What is still to be done where the phase need not run. */
    void upToDate() throws IOException {}

    /** Asserts what the phase needs and can be known before those that come before it have run. */
    void requireReady() throws IOException {}

    /** What becomes of outputs that lie there when the phase starts. */
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.REMOVE;
    }

    /** Whether the outputs depend on the numerical libraries. */
    boolean numerical() {
        return false;
    }

    /** What is to be done in every build, whether the phase ran or was up to date. */
    void after() {}

    /** Whether the goal has anything to do in this study. */
    boolean applies() {
        return true;
    }

    /** An estimate of the seconds that the phase takes, where no earlier run tells; negative where none can be given. */
    double expectedSeconds() throws IOException {
        return -1;
    }

    /** The phase with all that its outputs depend on. */
    final Phase phase() throws IOException {
        return new Phase(
                execution(),
                goal(),
                algorithm(),
                parameters(),
                numerical() ? Versions.numerical() : new TreeMap<>(),
                inputs(),
                outputs(),
                foreign(),
                leftovers());
    }

    /** The values that the outputs depend on, by property. */
    SortedMap<String, String> parameters() {
        return MojoParameters.resultAffecting(this, mojoExecution.getMojoDescriptor());
    }

    /** A runner of phases on the working folder. */
    final PhaseRunner runner() {
        Set<String> forced = force == null
                ? Set.of()
                : Arrays.stream(force.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return new PhaseRunner(
                folder(),
                FileHashes.open(folder().hashCache(), rehash, getLog()::warn),
                forced,
                new BuildProperties(session, project).command(mojoExecution));
    }

    @Override
    final boolean saysWhatItWouldDo() {
        return true;
    }

    @Override
    protected final void run() throws IOException, InterruptedException {
        if (!applies()) {
            return;
        }
        lock();
        if (!dryRun) {
            Stamps.setAside(folder()).ifPresent(getLog()::warn);
        }
        try (PhaseRunner runner = runner()) {
            Phase phase = phase();
            Decision decision = runner.decide(phase);
            String verb = dryRun ? ": would run, as " : ": runs, as ";
            getLog().info(execution() + (decision.run() ? verb : ": ") + decision.reason());
            if (decision.run() && !dryRun) {
                runner.run(phase, () -> work(runner, progress()));
            } else if (!dryRun) {
                runner.settle(phase);
                upToDate();
            }
            if (!dryRun) {
                after();
            }
        }
    }

    /** An input inside the working folder, named by its place in it. */
    final PhaseInput input(Path path) {
        return new PhaseInput(folder().label(path), path);
    }
}
