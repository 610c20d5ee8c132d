package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.GpuGraph;
import org.jspecify.annotations.Nullable;

/** Launches that are recorded as a graph when they are first asked for. */
final class Recording {
    private final Workspace workspace;
    private final Runnable launches;
    private @Nullable GpuGraph graph;

    Recording(Workspace workspace, Runnable launches) {
        this.workspace = workspace;
        this.launches = launches;
    }

    /** Puts them into the queue. */
    void launch() {
        if (graph == null) {
            graph = workspace.capture(launches);
        }
        workspace.launch(graph);
    }
}
