package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.base.Requirement;
import dev.singan.maven.build.Part;
import dev.singan.maven.build.PartListener;
import dev.singan.maven.build.Workers;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.phase.Versions;
import dev.singan.worker.TaskPool;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal whose work is done in worker processes: with memory and threads of their own, and a crash that harms nothing else. */
abstract class AbstractForkMojo extends AbstractClusterMojo {
    /**
     * Java heap of each worker process, in megabytes: 640, 1024 for a ResNet50 whose batch norms drift, and 1792 where SinGANs are trained, as
     * one of 250x250 pixels with 128 filters takes 1500.
     */
    @Parameter(property = "singan.heap")
    private @Nullable Integer heap;

    /**
     * Native memory that each worker process may take, in megabytes: 1536, and 2048 for a ResNet50 whose batch norms drift. The engine nd4j
     * trains a SinGAN of 250x250 pixels with 128 filters in 5000; exact takes none.
     */
    @Parameter(property = "singan.offHeap")
    private @Nullable Integer offHeap;

    /** Worker processes that share the work; 0 for as many as there are processor cores. */
    @Parameter(property = "singan.processes", defaultValue = "0")
    private int processes;

    /** Threads of each worker process. With the engine nd4j results differ in their last digits between numbers of threads. */
    @Parameter(property = "singan.threads", defaultValue = "1")
    private int threads;

    /** Further arguments of the worker's JVM, separated by spaces; a collector among them takes the serial one's place. */
    @Parameter(property = "singan.jvmArguments")
    private String jvmArguments;

    /** What most forked goals compute depends on the numerical libraries. */
    @Override
    boolean numerical() {
        return true;
    }

    /** The Java heap of a worker where none is given, in megabytes. */
    int usualHeap() {
        return 640;
    }

    /** The native memory of a worker where none is given, in megabytes. */
    int usualOffHeap() {
        return 1536;
    }

    /** Jars that the workers need beside the plugin's own. */
    List<Path> libraries() {
        return List.of();
    }

    /** The number of worker processes. */
    final int processes() {
        Requirement.range("singan.processes", processes, 0, 1024);
        return processes == 0 ? Runtime.getRuntime().availableProcessors() : processes;
    }

    /** The native threads of each process. */
    final int threads() {
        return Requirement.range("singan.threads", threads, 1, 1024);
    }

    /** A part of the phase that is up to date, or not, by itself, and can be gone on with. */
    final Phase part(String id, SortedMap<String, String> parameters, List<PhaseInput> inputs, Path folder) {
        return new Phase(
                execution() + "/" + id,
                goal(),
                algorithm(),
                parameters,
                Versions.numerical(),
                inputs,
                List.of(folder),
                List.of(),
                Phase.Leftovers.RESUME);
    }

    /** Does the parts of the phase that are not up to date, in a pool of workers. */
    final long run(List<Part> parts, PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        List<Part> due = new ArrayList<>();
        for (Part part : parts) {
            if (runner.decide(part.phase()).run()) {
                due.add(part);
            }
        }
        if (due.size() < parts.size()) {
            progress.info((parts.size() - due.size()) + " of " + parts.size() + " are up to date");
        }
        return pool(processes()).run(due.stream().map(Part::task).toList(), new PartListener(runner, due), progress);
    }

    /** Does the whole phase as one task of a worker. */
    final long run(WorkerTask task, Progress progress) throws IOException, InterruptedException {
        return pool(1).run(List.of(task), TaskPool.Listener.NONE, progress);
    }

    /** A pool of so many workers, on this machine; a cluster has as many as it has. */
    private TaskPool pool(int number) {
        Workers workers = new Workers(
                heap == null ? usualHeap() : heap,
                offHeap == null ? usualOffHeap() : offHeap,
                threads,
                jvmArguments,
                libraries());
        return pool(workers, number);
    }
}
