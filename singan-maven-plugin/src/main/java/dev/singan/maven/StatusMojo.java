package dev.singan.maven;

import dev.singan.maven.build.LogProgress;
import dev.singan.study.phase.Decision;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.phase.Stamp;
import dev.singan.study.phase.Stamps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Mojo;

/** Prints the whole plan of the study before anything runs: each phase, whether it would run, why, and about how long it takes. */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends AbstractSinganMojo {
    @Component
    private LifecycleExecutor lifecycle;

    @Component
    private MavenPluginManager plugins;

    @Override
    boolean saysWhatItWouldDo() {
        return true;
    }

    @Override
    protected void run() throws IOException {
        lock();
        List<Path> pending = new ArrayList<>();
        double total = 0;
        boolean unknown = false;
        for (AbstractPhaseMojo mojo : new StudyPlan(lifecycle, plugins, session, mojoExecution).phases("verify")) {
            if (mojo.applies()) {
                double seconds = print(mojo, pending);
                total += Math.max(0, seconds);
                unknown |= seconds < 0;
            }
        }
        getLog().info("status: "
                + (pending.isEmpty()
                        ? "everything is up to date"
                        : "about " + LogProgress.duration(total) + " in all"
                                + (unknown ? ", and what is not known yet" : "")));
    }

    /** Prints a phase's line; tells its expected seconds, 0 where it does not run, negative where they are unknown. */
    private double print(AbstractPhaseMojo mojo, List<Path> pending) throws IOException {
        Phase phase = mojo.phase();
        Decision decision;
        try (PhaseRunner runner = mojo.runner()) {
            decision = runner.decide(phase);
        }
        Optional<Path> awaited = phase.inputs().stream()
                .map(PhaseInput::path)
                .filter(input -> pending.stream().anyMatch(p -> input.startsWith(p) || p.startsWith(input)))
                .findFirst();
        if (!decision.run() && awaited.isEmpty()) {
            getLog().info(String.format(java.util.Locale.ROOT, "  %-10s up to date", phase.name()));
            return 0;
        }
        pending.addAll(phase.outputs());
        String reason = decision.run()
                ? "runs, as " + decision.reason()
                : "runs if " + folder().label(awaited.orElseThrow()) + " changes";
        double seconds = expected(mojo, phase);
        getLog().info(String.format(
                java.util.Locale.ROOT,
                "  %-10s %s; %s",
                phase.name(),
                reason,
                seconds < 0 ? "time not known yet" : "about " + LogProgress.duration(seconds)));
        return seconds;
    }

    private double expected(AbstractPhaseMojo mojo, Phase phase) throws IOException {
        Optional<Stamp> last = Stamps.read(folder(), phase.name());
        boolean same = last.isPresent() && last.get().parameters().equals(phase.parameters());
        return same ? last.get().run().seconds() : mojo.expectedSeconds();
    }
}
