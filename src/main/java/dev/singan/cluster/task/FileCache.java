package dev.singan.cluster.task;

import dev.singan.base.FileTree;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an executor has fetched: kept as long as the executor lives, in the folder that Spark gives it and clears. */
final class FileCache {
    private static @Nullable FileCache instance;

    private final Path root;

    private FileCache(Path root) {
        this.root = root;
    }

    /** The only one of this process. */
    static synchronized FileCache ofThisProcess() throws IOException {
        if (instance == null) {
            Path root = Files.createTempDirectory(parent(), "singan-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(root), "singan-cache"));
            instance = new FileCache(root);
        }
        return instance;
    }

    /** The variables in which standalone, YARN and Kubernetes say it. */
    private static Path parent() {
        return Stream.of("SPARK_EXECUTOR_DIRS", "LOCAL_DIRS", "SPARK_LOCAL_DIRS")
                .map(System::getenv)
                .filter(v -> v != null && !v.isBlank())
                .map(v -> Path.of(v.split("[," + File.pathSeparator + "]", -1)[0]))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static void clear(Path root) {
        try {
            FileTree.delete(root);
        } catch (IOException e) {
            System.err.println(root + " is left behind: " + e);
        }
    }

    /** A new folder for a task. */
    Path folder() throws IOException {
        return Files.createTempDirectory(root, "task-");
    }

    /** The jars of a class path, fetched where they are lacking. */
    synchronized List<Path> classPath(Storage storage, List<StoredFile> jars) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (StoredFile jar : jars) {
            Path place = root.resolve("jars").resolve(jar.sha256()).resolve(jar.name());
            if (!Files.exists(place)) {
                storage.get(jar, place);
            }
            paths.add(place);
        }
        return paths;
    }

    /** Puts files into a folder; what several tasks read is fetched once. */
    synchronized void place(Storage storage, List<StoredFile> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (StoredFile file : files) {
            Path kept = root.resolve("files").resolve(file.sha256());
            if (!Files.exists(kept)) {
                storage.get(file, kept);
            }
            Path place = folder.resolve(file.name()).normalize();
            if (!place.startsWith(folder)) {
                throw new IOException(file.name() + " lies outside of its folder");
            }
            Files.createDirectories(place.getParent());
            Files.copy(kept, place);
        }
    }
}
