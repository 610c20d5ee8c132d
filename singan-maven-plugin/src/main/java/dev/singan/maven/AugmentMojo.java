package dev.singan.maven;

import dev.singan.base.Deviation;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.dataset.patch.Patch;
import dev.singan.maven.build.Part;
import dev.singan.study.Augmentation;
import dev.singan.study.AugmentationRequest;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.publish.Manifests;
import dev.singan.study.publish.SyntheticSource;
import dev.singan.worker.JobKind;
import dev.singan.worker.TaskFiles;
import dev.singan.worker.WorkerTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Samples every SinGAN, as many synthetic patches as any arm needs and at least {@code singan.samples}, and scores them by SiFID. With
 * {@code singan.synthetic} samples and scores are those of the packed data set.
 */
@Mojo(name = "augment", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true, requiresProject = false)
public final class AugmentMojo extends AbstractExperimentMojo {
    private static final int ALGORITHM = 3;

    /** Rough, on one core of a server of 2023; for the plan alone. */
    private static final double SECONDS_PER_SINGAN = 2;

    private static final double SECONDS_PER_SAMPLE = 0.03;

    /** Samples per SinGAN, at least; more where an arm needs more. */
    @Parameter(property = "singan.samples", defaultValue = "99")
    private int samples;

    /** The scale from which on the noise is random, 0 for the coarsest: the higher, the nearer are samples to their source. */
    @Parameter(property = "singan.startScale", defaultValue = "0")
    private int startScale;

    /** What computes: {@code exact}, {@code cuda}, {@code nd4j}, or {@code auto}: a GPU where there is one for it, else exact. */
    @Parameter(property = "singan.engine", defaultValue = "auto")
    private String engine;

    /** A file of Inception's weights ({@code .pth} or {@code .safetensors}) for SiFID; without it a bank of fixed filters, {@code sifid/gabor64}. */
    @Parameter(property = "singan.sifid.weights")
    private @Nullable File sifidWeights;

    @Override
    List<PhaseInput> inputs() {
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null) {
            return inputs(taken);
        }
        List<PhaseInput> inputs = new ArrayList<>(List.of(input(folder().patchTable())));
        sourcePatches().forEach(p -> inputs.add(input(folder().singan(p.id()))));
        if (sifidWeights != null) {
            inputs.add(new PhaseInput("sifid-weights", path(sifidWeights)));
        }
        return inputs;
    }

    @Override
    List<Path> outputs() {
        List<Path> outputs = new ArrayList<>();
        sourcePatches().forEach(p -> outputs.add(folder().synthetic(p.id())));
        if (synthetic() != null) {
            outputs.add(Manifests.origin(folder()));
        }
        return outputs;
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    Phase.Leftovers leftovers() {
        return synthetic() == null ? Phase.Leftovers.REPLACE : Phase.Leftovers.REMOVE;
    }

    @Override
    double expectedSeconds() {
        if (synthetic() != null) {
            return 1;
        }
        double rounds = Math.ceil((double) sourceRule().count() / processes());
        return rounds * (SECONDS_PER_SINGAN + SECONDS_PER_SAMPLE * samples);
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        requirePatches();
        int needed = ArmPlan.samplesPerSingan(patches(), experiment());
        @Nullable SyntheticSource taken = synthetic();
        if (taken != null) {
            List<Integer> ids = sourceRule().ids();
            taken.checkSamples(ids, needed);
            taken.unpackSamples(ids, folder().patches(), folder().synthetic());
            Json.write(Manifests.origin(folder()), taken.origin());
            return 0;
        }
        int count = Math.max(samples, needed);
        progress.info(count + " samples of each SinGAN");
        List<Part> parts = new ArrayList<>();
        for (Patch patch : sourcePatches()) {
            parts.add(part(patch, count));
        }
        return run(parts, runner, progress);
    }

    private Part part(Patch patch, int count) {
        Path model = folder().singan(patch.id());
        Path directory = folder().synthetic(patch.id());
        List<Path> others = sourcePatches().stream()
                .filter(p -> p.id() != patch.id())
                .map(p -> folder().singan(p.id()).resolve(Augmentation.TRAINING_IMAGE))
                .toList();
        List<PhaseInput> inputs = new ArrayList<>(List.of(input(model)));
        others.forEach(o -> inputs.add(input(o)));
        if (sifidWeights != null) {
            inputs.add(new PhaseInput("sifid-weights", path(sifidWeights)));
        }
        boolean jpeg = protocol().has(Deviation.JPEG_SIFID);
        SortedMap<String, String> parameters = new TreeMap<>(Map.of(
                "singan.samples", Integer.toString(count),
                "singan.startScale", Integer.toString(startScale),
                "singan.engine", engine,
                "singan.seed", Long.toString(seed),
                "jpegSifid", Boolean.toString(jpeg)));
        Phase phase = part(Integer.toString(patch.id()), parameters, inputs, directory);
        AugmentationRequest request = new AugmentationRequest(
                model,
                directory,
                count,
                startScale,
                seed,
                engine,
                others,
                jpeg,
                sifidWeights == null ? null : path(sifidWeights));
        TaskFiles files = new TaskFiles(inputs.stream().map(PhaseInput::path).toList(), directory, false);
        return new Part(
                phase,
                WorkerTask.of("samples " + patch.id(), JobKind.AUGMENT, request, 1)
                        .with(files));
    }
}
