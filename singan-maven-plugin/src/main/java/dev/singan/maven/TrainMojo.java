package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SplitRule;
import dev.singan.dataset.record.SourceImage;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.train.TrainRequest;
import dev.singan.gan.train.TrainingTime;
import dev.singan.maven.build.GanOptions;
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
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Trains one SinGAN per source patch, in worker processes. Each SinGAN is up to date, or not, by itself; one that was interrupted goes on
 * from its last checkpoint, to the same bits. With {@code singan.synthetic} nothing is trained: what the packed data set tells of its
 * SinGANs is taken.
 *
 * <p>A parameter without a value takes the recipe's, and without a recipe the embedded study's: one channel, 64x64 pixels, four scales of 300
 * iterations.
 */
@Mojo(name = "train", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class TrainMojo extends AbstractSourceMojo {
    private static final int ALGORITHM = 3;

    /** What else of the parameters of SinGANs from elsewhere is shown. */
    private static final Set<String> TAKEN = Set.of("singan.channels", "singan.engine", "singan.reconstructionNoise");

    /** A published recipe to start from: {@code official}, {@code thesis-code} or {@code iwbi-text}. */
    @Parameter(property = "singan.gan.recipe")
    private @Nullable String recipe;

    /** Which way of training: {@code singan}, or {@code consingan} (Hinz et al., WACV 2021), one generator that grows. */
    @Parameter(property = "singan.gan.trainer")
    private @Nullable String trainer;

    /** Stages of a ConSinGAN, 6 by default: it takes no notice of the ratio of neighbouring scales. */
    @Parameter(property = "singan.gan.stages")
    private @Nullable Integer stages;

    /** How many of the newest stages of a ConSinGAN are trained at once, 3 by default. */
    @Parameter(property = "singan.gan.concurrentStages")
    private @Nullable Integer concurrentStages;

    /** Ratio of the learning rates of a ConSinGAN's stage and of the one above it, 0.1 by default. */
    @Parameter(property = "singan.gan.rateScale")
    private @Nullable Double rateScale;

    /** Slope of a ConSinGAN's LeakyReLU below zero, 0.05 by default. */
    @Parameter(property = "singan.gan.slope")
    private @Nullable Double slope;

    /** Side of the training image in pixels, to which the patch of 224 is resized; 0 leaves it as it is. */
    @Parameter(property = "singan.gan.size")
    private @Nullable Integer size;

    /** Channels of the images: 1 (grey) or 3 (three equal ones, as published). */
    @Parameter(property = "singan.channels")
    private @Nullable Integer channels;

    /** Ratio of neighbouring scales, above 0 and below 1; the pyramid adjusts it so that the sizes come out even. */
    @Parameter(property = "singan.gan.scaleFactor")
    private @Nullable Double scaleFactor;

    /** Shorter side of the coarsest scale in pixels, at least 11. */
    @Parameter(property = "singan.gan.minSize")
    private @Nullable Integer minSize;

    /** Longer side of the finest scale in pixels, at most. */
    @Parameter(property = "singan.gan.maxSize")
    private @Nullable Integer maxSize;

    /** Filters of the four coarsest scales; they double every four scales. A ConSinGAN has 64 everywhere where none are given. */
    @Parameter(property = "singan.gan.filters")
    private @Nullable Integer filters;

    /** Filters at most. */
    @Parameter(property = "singan.gan.maxFilters")
    private @Nullable Integer maxFilters;

    /** Iterations per scale. */
    @Parameter(property = "singan.gan.iterations")
    private @Nullable Integer iterations;

    /** Learning rate of Adam. */
    @Parameter(property = "singan.gan.learningRate")
    private @Nullable Double learningRate;

    /** Iteration of a scale from which the learning rate is a tenth; 0 for never. A ConSinGAN's default is 0.8 of its iterations. */
    @Parameter(property = "singan.gan.milestone")
    private @Nullable Integer milestone;

    /** Weight of the gradient penalty. */
    @Parameter(property = "singan.gan.lambda")
    private @Nullable Double lambda;

    /** Weight of the reconstruction loss. */
    @Parameter(property = "singan.gan.alpha")
    private @Nullable Double alpha;

    /** What the generator's steps go back through: {@code stale} (as the official code did when it was written) or {@code fresh}. */
    @Parameter(property = "singan.gan.generatorSteps")
    private @Nullable String generatorSteps;

    /**
     * The coarsest scale's reconstruction noise: {@code fixed} (drawn once, as the paper says) or {@code official} (drawn anew in each iteration). The
     * recipes take {@code official}; without one it is {@code fixed}.
     */
    @Parameter(property = "singan.reconstructionNoise")
    private @Nullable String reconstructionNoise;

    /** What computes: {@code exact}, {@code cuda}, {@code nd4j}, or {@code auto}: a GPU where there is one for it, else exact. */
    @Parameter(property = "singan.engine")
    private @Nullable String engine;

    /** Iterations between two checkpoints. */
    @Parameter(property = "singan.gan.checkpointInterval")
    private @Nullable Integer checkpointInterval;

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

    /** How a SinGAN is trained. */
    private SinganConfig config() {
        return new GanOptions(recipe == null ? SinganConfig.withDefaults() : SinganConfig.of(Recipe.of(recipe)))
                .iterations(iterations)
                .trainer(trainer, stages, concurrentStages, rateScale, slope)
                .pyramid(size, channels, scaleFactor, minSize, maxSize)
                .networks(filters, maxFilters)
                .optimiser(learningRate, milestone)
                .losses(lambda, alpha)
                .steps(generatorSteps, reconstructionNoise)
                .run(engine, checkpointInterval)
                .config();
    }
}
