package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.dataset.Patch;
import dev.singan.gan.TrainRequest;
import dev.singan.gan.TrainingTime;
import dev.singan.study.Phase;
import dev.singan.study.PhaseInput;
import dev.singan.study.PhaseRunner;
import dev.singan.study.Versions;
import dev.singan.worker.Task;
import dev.singan.worker.TrainJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Trains one SinGAN per source patch, in worker processes. Each SinGAN is up to date, or not, by itself; one that was interrupted goes on
 * from its last checkpoint, to the same bits.
 */
@Mojo(name = "train", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class TrainMojo extends AbstractGanMojo {
    private static final int ALGORITHM = 1;
    private static final int PATCH_SIDE = 224;

    @Component
    private LifecycleExecutor lifecycle;

    @Component
    private MavenPluginManager plugins;

    @Override
    List<PhaseInput> inputs() {
        List<PhaseInput> inputs = new ArrayList<>(List.of(input(folder().patchTable())));
        sourcePatches().forEach(p -> inputs.add(input(image(p))));
        return inputs;
    }

    @Override
    List<Path> outputs() {
        return sourcePatches().stream().map(p -> folder().singan(p.id())).toList();
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    double expectedSeconds() {
        int number = sourcePatches().isEmpty()
                ? sourceRule().count()
                : sourcePatches().size();
        double rounds = Math.ceil((double) number / processes());
        return rounds * TrainingTime.seconds(config(), PATCH_SIDE);
    }

    @Override
    boolean numerical() {
        return true;
    }

    @Override
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.REPLACE;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        requirePatches();
        requireClassifiers();
        List<Part> parts = new ArrayList<>();
        for (Patch patch : sourcePatches()) {
            parts.add(part(patch));
        }
        return run(parts, runner, progress);
    }

    /** What would stop this build's classifiers stops it now, rather than after hours of training. */
    private void requireClassifiers() throws IOException {
        StudyPlan plan = new StudyPlan(lifecycle, plugins, session, mojoExecution);
        for (AbstractPhaseMojo phase : plan.phases(session.getGoals().toArray(String[]::new))) {
            if (phase instanceof ClassifyMojo classifiers) {
                classifiers.requireReady();
            }
        }
    }

    private Part part(Patch patch) {
        SortedMap<String, String> parameters = parameters();
        parameters.keySet().removeIf(name -> name.startsWith("singan.sources"));
        Phase phase = new Phase(
                execution() + "/" + patch.id(),
                goal(),
                ALGORITHM,
                parameters,
                Versions.numerical(),
                List.of(input(image(patch))),
                List.of(folder().singan(patch.id())),
                List.of(),
                Phase.Leftovers.RESUME);
        TrainRequest request = new TrainRequest(
                image(patch), folder().singan(patch.id()), config(), seed, Integer.toString(patch.id()));
        return new Part(phase, Task.of("SinGAN " + patch.id(), TrainJob.class, request, 1));
    }

    private Path image(Patch patch) {
        return folder().patches().resolve(patch.fileName());
    }
}
