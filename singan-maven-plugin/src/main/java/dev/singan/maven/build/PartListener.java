package dev.singan.maven.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.worker.TaskPool;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Begins and stamps the parts of a phase as workers start and end them. */
public final class PartListener implements TaskPool.Listener {
    private final PhaseRunner runner;
    private final Map<String, Phase> phases = new HashMap<>();
    private final Map<String, PhaseRunner.Running> running = new HashMap<>();

    public PartListener(PhaseRunner runner, Iterable<Part> parts) {
        this.runner = runner;
        parts.forEach(p -> phases.put(p.task().name(), p.phase()));
    }

    @Override
    public void starts(WorkerTask task) throws IOException {
        running.put(task.name(), runner.begin(Objects.requireNonNull(phases.get(task.name()))));
    }

    @Override
    public void ends(WorkerTask task, JsonNode result) throws IOException {
        Objects.requireNonNull(running.remove(task.name())).finish(0);
    }
}
