package dev.singan.classify;

import dev.singan.base.CancelledException;
import dev.singan.base.Deviation;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.classify.ClassificationRecord.Check;
import dev.singan.classify.ClassificationRecord.PixelScore;
import dev.singan.classify.backbone.Backbone;
import dev.singan.classify.backbone.BackboneOptions;
import dev.singan.classify.backbone.PixelBackbone;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The cross-validated classifiers: features of all patches, once; the leakage audit; a head for each task, arm, zoom set and split; and
 * their predictions. Features are bound to no head, so that nothing is computed twice.
 */
public final class Classification {
    private final ClassificationRequest request;
    private final Progress progress;
    private final ArmPlan plan;

    private Classification(ClassificationRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        List<Patch> patches = PatchTable.read(PatchTable.file(request.workDirectory()));
        this.plan = ArmPlan.of(patches, request.experiment());
    }

    /**
     * Runs all heads and writes {@code predictions/}. The same request and patches give the same bytes, whatever the number of threads.
     *
     * @throws UserException where files are missing, the experiment cannot be done on these patches, or the sets leak
     */
    public static void run(ClassificationRequest request, Progress progress) throws IOException {
        BackboneOptions options = new BackboneOptions(
                request.weights(),
                request.onnx(),
                request.ganSize(),
                request.experiment().protocol().has(Deviation.NORMALISED_TWICE));
        try (Backbone backbone = request.backbone().provider().open(options, progress)) {
            new Classification(request, progress).run(backbone);
        }
    }

    private void run(Backbone backbone) throws IOException {
        FeatureTable features = FeatureTable.compute(request, plan, backbone, progress);
        List<Check> checks =
                LeakageAudit.of(plan, features.patchKeys(), request.experiment().protocol());
        LeakageAudit.require(checks, request.experiment().protocol());
        List<HeadJob> jobs = new ArrayList<>();
        NormDrift drift = NormDrift.wanted(request) ? new NormDrift(request, plan, features, backbone, progress) : null;
        for (Task task : request.experiment().tasks()) {
            for (HeadPlan head : plan.heads()) {
                jobs.add(new HeadJob(request, plan, features, drift, task, head));
            }
        }
        List<String> warnings = warnings();
        warnings.forEach(progress::warn);
        train(jobs);
        Seeds seeds = new Seeds(request.experiment().seed());
        Json.write(
                ClassificationRecord.file(request.workDirectory()),
                new ClassificationRecord(
                        backbone.name(),
                        backbone.weights(),
                        backbone.dimension(),
                        plan.sources().stream().map(Patch::id).toList(),
                        checks,
                        new SyntheticDetector(plan, features, request.head(), seeds).run(),
                        pixels(),
                        warnings));
        removeOthers(jobs);
    }

    private List<PixelScore> pixels() throws IOException {
        try (PixelBackbone backbone = new PixelBackbone()) {
            FeatureTable features = FeatureTable.compute(request, plan, backbone, progress);
            return PixelScores.of(plan.patches(), features.patches(), request.experiment());
        }
    }

    private List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        plan.official().ifPresent(sets -> warnings.addAll(sets.notes()));
        for (HeadPlan head : plan.heads()) {
            if (!head.note().isEmpty()) {
                warnings.add(head.name() + ": " + head.note());
            }
        }
        return List.copyOf(warnings);
    }

    private void train(List<HeadJob> jobs) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, request.threads()), work -> {
            Thread thread = new Thread(work, "head");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        try {
            CompletionService<Path> heads = new ExecutorCompletionService<>(executor);
            for (HeadJob job : jobs) {
                heads.submit(() -> {
                    progress.checkCancelled();
                    job.run();
                    return job.file();
                });
            }
            for (int done = 1; done <= jobs.size(); done++) {
                heads.take().get();
                // Where norms drift nearly all the time goes by in that, and it is told of there.
                if (!NormDrift.wanted(request)) {
                    progress.advance("heads", done, jobs.size());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (ExecutionException e) {
            throw unwrap(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static RuntimeException unwrap(ExecutionException e) throws IOException {
        if (e.getCause() instanceof IOException cause) {
            throw cause;
        }
        if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
        }
        if (e.getCause() instanceof Error cause) {
            throw cause;
        }
        return new IllegalStateException(e.getCause());
    }

    /** Predictions of an earlier run with other arms would otherwise stay and be taken for this one's. Other files are left alone. */
    private void removeOthers(List<HeadJob> jobs) throws IOException {
        Set<Path> kept = new HashSet<>();
        kept.add(ClassificationRecord.file(request.workDirectory()));
        for (HeadJob job : jobs) {
            kept.add(job.file());
            kept.add(HeadRecord.beside(job.file()));
        }
        try (Stream<Path> files = Files.list(new WorkFolder(request.workDirectory()).predictions())) {
            for (Path file : files.toList()) {
                if (!kept.contains(file)
                        && Files.isRegularFile(file)
                        && Prediction.isNameOfHead(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
