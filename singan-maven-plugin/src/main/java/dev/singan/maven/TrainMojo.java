package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SplitRule;
import dev.singan.dataset.record.SourceImage;
import dev.singan.gan.train.TrainRequest;
import dev.singan.gan.train.TrainingTime;
import dev.singan.maven.build.Part;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.publish.SyntheticSource;
import dev.singan.tensor.engines.Engines;
import dev.singan.worker.JobKind;
import dev.singan.worker.TaskFiles;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.jspecify.annotations.Nullable;

/**
 * Trains one SinGAN per source patch, in worker processes. Each SinGAN is up to date, or not, by itself; one that was interrupted goes on
 * from its last checkpoint, to the same bits. With {@code singan.synthetic} nothing is trained: what the packed data set tells of its
 * SinGANs is taken.
 */
@Mojo(name = "train", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class TrainMojo extends AbstractGanMojo {
    private static final int ALGORITHM = 3;

    /** What else of the parameters of SinGANs from elsewhere is shown. */
    private static final Set<String> TAKEN = Set.of("singan.channels", "singan.engine", "singan.reconstructionNoise");

    @Component
    private LifecycleExecutor lifecycle;

    @Component
    private MavenPluginManager plugins;

    /** The activations of a large scale. */
    @Override
    int usualHeap() {
        return 1792;
    }

    @Override
    List<PhaseInput> inputs() {
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null) {
            return inputs(taken);
        }
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

    /** SinGANs from elsewhere were trained with the parameters of those who made them. */
    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = super.parameters();
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null) {
            parameters.keySet().retainAll(Set.of("singan.sources", "singan.gan.size"));
            taken.manifest().study().parameters().forEach((name, value) -> {
                if (name.startsWith("singan.gan.") || TAKEN.contains(name)) {
                    parameters.putIfAbsent(name, value); // the size is this study's own, and must be the same
                }
            });
        }
        return parameters;
    }

    @Override
    double expectedSeconds() {
        if (synthetic() != null) {
            return 1;
        }
        int number = sourcePatches().isEmpty()
                ? sourceRule().count()
                : sourcePatches().size();
        boolean gpu = Engines.onGpu(config().run().engine());
        return TrainingTime.seconds(config(), SourceImage.PATCH_SIDE, number, processes(), gpu);
    }

    @Override
    Phase.Leftovers leftovers() {
        return synthetic() == null ? Phase.Leftovers.REPLACE : Phase.Leftovers.REMOVE;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        requirePatches();
        requireOthers();
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null) {
            List<Integer> ids = sourceRule().ids();
            taken.check(ids, patches(), folder().patches(), config().pyramid().imageSize());
            taken.unpackModels(ids, folder().singans());
            progress.info(ids.size() + " SinGANs are those of " + taken.file().getFileName() + "; none is trained");
            return 0;
        }
        Engines.handicaps(config().run().engine()).forEach(progress::warn);
        List<Part> parts = new ArrayList<>();
        for (Patch patch : sourcePatches()) {
            parts.add(part(patch));
        }
        return run(parts, runner, progress);
    }

    /** What would stop this build's later phases stops it now, rather than after hours of training. */
    private void requireOthers() throws IOException {
        StudyPlan plan = new StudyPlan(lifecycle, plugins, session, mojoExecution);
        for (AbstractPhaseMojo phase : plan.phases(session.getGoals().toArray(String[]::new))) {
            if (phase.skipped().isEmpty()) {
                phase.requireReady();
            }
        }
    }

    private Part part(Patch patch) {
        SortedMap<String, String> parameters = parameters();
        parameters.keySet().removeIf(name -> name.startsWith("singan.sources") || name.equals(SplitRule.PROPERTY));
        Path folder = folder().singan(patch.id());
        Phase phase = part(Integer.toString(patch.id()), parameters, List.of(input(image(patch))), folder);
        TrainRequest request =
                new TrainRequest(image(patch), folder, config(), seed, Integer.toString(patch.id()), true);
        TaskFiles files = new TaskFiles(List.of(request.image()), folder, true);
        return new Part(
                phase,
                WorkerTask.of("SinGAN " + patch.id(), JobKind.TRAIN, request, 1).with(files));
    }
}
