package dev.singan.cluster.driver;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
import dev.singan.cluster.task.RequestPaths;
import dev.singan.cluster.task.TaskPlan;
import dev.singan.cluster.task.TaskSpec;
import dev.singan.worker.TaskFiles;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes of a job what executors can read, with all files in the storage. */
final class TaskSpecs {
    private final ClusterJob job;
    private final Storage storage;
    private final Map<Path, TaskSpec.Input> known = new HashMap<>();

    TaskSpecs(ClusterJob job, Storage storage) {
        this.job = job;
        this.storage = storage;
    }

    /** What all tasks share. */
    TaskPlan plan() throws IOException {
        List<StoredFile> jars = new ArrayList<>();
        for (Path jar : job.classPath()) {
            if (!Files.isRegularFile(jar)) {
                throw new UserException(
                        jar + " is no jar, so that it cannot travel to a cluster: build it up to the phase"
                                + " package at least");
            }
            jars.add(file(jar));
        }
        return new TaskPlan(
                job.cluster().storage(), job.cluster().tries(), job.cluster().checkpointSeconds(), job.workers(), jars);
    }

    TaskSpec spec(WorkerTask task, TaskPlan plan) throws IOException {
        TaskFiles files = Objects.requireNonNull(task.files(), task.name());
        List<TaskSpec.Input> inputs = new ArrayList<>();
        Map<Path, String> names = new HashMap<>();
        names.put(normal(files.output()), TaskSpec.OUTPUT);
        for (Path input : files.inputs()) {
            names.put(normal(input), Integer.toString(inputs.size()));
            inputs.add(known(normal(input)));
        }
        WorkerTask named = task.with(RequestPaths.name(task.request(), names));
        return new TaskSpec(
                named,
                key(named, inputs, plan),
                inputs,
                name(files.output()),
                files.resumable() ? storage.putFolder(files.output()) : List.of(),
                files.resumable());
    }

    /** All that the outputs depend on. The jars stand for the algorithm; those of other systems hold the same one. */
    private static String key(WorkerTask task, List<TaskSpec.Input> inputs, TaskPlan plan) {
        return Hashes.sha256(Json.line(List.of(
                task.job(),
                task.request(),
                inputs,
                plan.classPath(),
                plan.workers().threads())));
    }

    /** What many tasks read is hashed once. */
    private TaskSpec.Input known(Path path) throws IOException {
        TaskSpec.Input there = known.get(path);
        TaskSpec.Input input = there == null ? input(path) : there;
        known.put(path, input);
        return input;
    }

    private TaskSpec.Input input(Path input) throws IOException {
        boolean folder = Files.isDirectory(input);
        return new TaskSpec.Input(name(input), folder, folder ? storage.putFolder(input) : List.of(file(input)));
    }

    private StoredFile file(Path file) throws IOException {
        return new StoredFile(name(file), storage.put(file), Files.size(file));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
