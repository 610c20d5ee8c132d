package dev.singan.dataset.phantom;

import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a phantom archive: a tree in BCDR's layout that the ordinary reader of BCDR reads.
 *
 * <p>The same request gives the same bytes whatever the number of threads, for every image has random streams of its own.
 */
public final class PhantomGenerator {
    /**
     * Marks a folder as a phantom, and tells what is in it; written first, for nothing is ever deleted from a folder
     * without it.
     */
    public static final String MARKER = "phantom.json";

    private static final int MAX_THREADS = 2;
    private static final Pattern SET_FOLDER = Pattern.compile("BCDR-(F0[1-3]|D0[12]|DN01)_dataset");
    private static final String TASK = "Phantom";

    private PhantomGenerator() {}

    /**
     * Writes the archive on up to two threads.
     *
     * @return what was written
     * @throws UserException where the folder holds something that is no phantom, or cannot be written
     */
    public static PhantomSummary generate(PhantomRequest request, Progress progress) {
        return generate(
                request, progress, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    static PhantomSummary generate(PhantomRequest request, Progress progress, int threads) {
        Path root = request.directory();
        try {
            clear(root);
            List<Patient> patients = new Cohort(request).draw();
            PhantomSummary summary = PhantomSummary.of(request, patients);
            Json.write(root.resolve(MARKER), summary);
            write(request, patients, progress, threads);
            return summary;
        } catch (IOException e) {
            throw new UserException(
                    "The phantom cannot be written to " + root + " (" + e.getMessage()
                            + "); make the folder writable, or set singan.archive.directory to another.",
                    e);
        }
    }

    private static void write(PhantomRequest request, List<Patient> patients, Progress progress, int threads)
            throws IOException {
        Seeds seeds = new Seeds(request.seed());
        BcdrTree tree = new BcdrTree(request.directory());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<BcdrTree.Rows>> futures = new ArrayList<>();
            List<Patient> owners = new ArrayList<>();
            int segmentation = 2;
            for (Patient patient : patients) {
                for (ViewPlan plan : patient.views()) {
                    int first = segmentation;
                    futures.add(pool.submit(
                            () -> tree.image(patient, plan, new ViewRenderer(seeds, plan).render(), first)));
                    owners.add(patient);
                    segmentation += 2 * plan.lesions().size();
                }
            }
            Map<String, BcdrTree.Rows> rows = new LinkedHashMap<>();
            for (int i = 0; i < futures.size(); i++) {
                progress.checkCancelled();
                rows.computeIfAbsent(owners.get(i).set(), s -> new BcdrTree.Rows())
                        .addAll(futures.get(i).get());
                progress.advance(TASK, i + 1, futures.size());
            }
            tree.tables(rows);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.checkCancelled();
        } finally {
            pool.shutdownNow();
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
            return io;
        }
        throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
    }

    /** Removes an earlier phantom; where the marker is missing nothing is removed. */
    private static void clear(Path root) throws IOException {
        Files.createDirectories(root);
        List<Path> entries;
        try (Stream<Path> list = Files.list(root)) {
            entries = list.sorted().toList();
        }
        if (!entries.isEmpty() && !Files.exists(root.resolve(MARKER))) {
            throw new UserException("The folder " + root + " is not empty and holds no " + MARKER
                    + ", so that it is no phantom to be replaced (there is "
                    + entries.get(0).getFileName()
                    + "); set singan.archive.directory to a new folder, or empty this one.");
        }
        for (Path entry : entries) {
            if (SET_FOLDER.matcher(entry.getFileName().toString()).matches()) {
                FileTree.delete(entry);
            }
        }
    }
}
