package dev.singan.maven.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Limits;
import dev.singan.base.UserException;
import dev.singan.gan.model.ModelFolder;
import dev.singan.gan.use.ImageRequest;
import dev.singan.gan.use.PictureFolder;
import dev.singan.maven.AbstractSinganMojo;
import dev.singan.maven.build.Workers;
import dev.singan.study.phase.WorkFolders;
import dev.singan.worker.JobKind;
import dev.singan.worker.TaskPool;
import dev.singan.worker.WorkerTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal of a single SinGAN: no study and no project; its work is done in a worker process. */
abstract class AbstractImageMojo extends AbstractSinganMojo {
    /** Folder where the pictures go; in the working folder, named like the goal and the model, where none is given. */
    @Parameter(property = "singan.output")
    private @Nullable File output;

    /** The seed; every random stream follows from it. */
    @Parameter(property = "singan.seed", defaultValue = "42")
    protected long seed;

    /** What computes: {@code exact}, {@code cuda}, {@code nd4j}, or {@code auto}: a GPU where there is one for it, else exact. */
    @Parameter(property = "singan.engine", defaultValue = "auto")
    protected String engine;

    /** Java heap of the worker process, in megabytes. */
    @Parameter(property = "singan.heap", defaultValue = "1792")
    private int heap;

    /** Native memory that the worker process may take, in megabytes: 250x250 pixels with 128 filters train in 5000 on ND4J; exact takes none. */
    @Parameter(property = "singan.offHeap", defaultValue = "2048")
    private int offHeap;

    /** Native threads of the worker process. Results may differ in their last digits between numbers of threads. */
    @Parameter(property = "singan.threads", defaultValue = "1")
    private int threads;

    /** Further arguments of the worker's JVM, separated by spaces; a collector among them takes the serial one's place. */
    @Parameter(property = "singan.jvmArguments")
    private @Nullable String jvmArguments;

    /** Does a task in a worker, and passes on what its job returned. */
    final JsonNode work(JobKind job, Object request) throws IOException, InterruptedException {
        WorkFolders.claim(folder(), adopt);
        WorkerTask task = WorkerTask.of(goal(), job, request, 1);
        Result result = new Result();
        new Workers(heap, offHeap, threads, jvmArguments)
                .pool(1, folder().logs(), goal())
                .run(List.of(task), result, progress());
        return result.value();
    }

    /** Makes pictures, and says where they are. */
    final void make(ImageRequest request) throws IOException, InterruptedException {
        claimOutput(request.output());
        JsonNode files = work(JobKind.IMAGES, request);
        getLog().info(goal() + ": "
                + (files.size() == 1 ? files.get(0).asText() : files.size() + " files") + " in "
                + request.output());
    }

    /** The folder of the goal's pictures for a model. */
    final Path output(Path model) {
        return output == null ? folder().root().resolve(goal()).resolve(name(model)) : path(output);
    }

    /** Makes a folder one for pictures: in the working folder, which is ours, or elsewhere. */
    final void claimOutput(Path folder) throws IOException {
        WorkFolders.claim(folder(), adopt);
        PictureFolder.claim(folder, output == null, adopt);
    }

    /** Makes a folder one for a SinGAN. */
    final void claimModel(Path folder) throws IOException {
        WorkFolders.claim(folder(), adopt);
        ModelFolder.claim(folder, folder().models(), adopt);
    }

    /** Whether {@code singan.force} names this goal. */
    final boolean isForced(@Nullable String force) {
        return force != null
                && Arrays.stream(force.split(",", -1))
                        .map(String::strip)
                        .anyMatch(f -> f.equals("all") || f.equals(goal()));
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** A parameter that the goal cannot do without. */
    static Path required(@Nullable File file, String property, String what) {
        if (file == null) {
            throw new UserException(property + " is not given: it is " + what + ", such as -D" + property + "=…");
        }
        return path(file);
    }

    /** A file that the goal cannot do without. */
    static Path requiredFile(@Nullable File file, String property, String what) {
        Path path = required(file, property, what);
        Limits.requireRegular(path, property);
        return path;
    }

    /** Keeps what the job returned. */
    private static final class Result implements TaskPool.Listener {
        private @Nullable JsonNode value;

        @Override
        public void starts(WorkerTask task) {}

        @Override
        public void ends(WorkerTask task, JsonNode result) {
            value = result;
        }

        JsonNode value() {
            if (value == null) {
                throw new IllegalStateException("the worker ended without a result");
            }
            return value;
        }
    }
}
