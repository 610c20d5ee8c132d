package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.base.Redaction;
import dev.singan.study.evaluate.EvaluationRequest;
import dev.singan.study.evaluate.PrimaryComparison;
import dev.singan.study.evaluate.TestFamily;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.study.phase.Stamps;
import dev.singan.worker.JobKind;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Turns the predictions into {@code results.json}: AUC and other figures per class, with confidence intervals and tests. */
@Mojo(
        name = "evaluate",
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        threadSafe = true,
        requiresProject = false)
public final class EvaluateMojo extends AbstractExperimentMojo {
    private static final int ALGORITHM = 3;

    /** Rough, on one core of a server of 2023; for the plan alone. */
    private static final double SECONDS_PER_DRAW = 0.0008;

    /** Side of the SinGANs' images in pixels. */
    @Parameter(property = "singan.gan.size", defaultValue = "64")
    private int ganSize;

    /** Draws of the bootstrap over patients. With 2000 a corrected p value of 0.02 may as well be 0.04. */
    @Parameter(property = "singan.bootstrap", defaultValue = "20000")
    private int bootstrap;

    /** Confidence level of the intervals, above 0 and below 1. */
    @Parameter(property = "singan.confidence", defaultValue = "0.95")
    private double confidence;

    /**
     * Which comparisons with the baseline Holm's correction takes together: {@code arms}, for each class by itself, or {@code arms-classes},
     * arms times classes.
     */
    @Parameter(property = "singan.family", defaultValue = "arms")
    private String family;

    /** The comparison that the study names before it looks, {@code CLASS:ARM} such as {@code malignant:singan-8}: tested alone, told first. */
    @Parameter(property = "singan.primary")
    private @Nullable String primary;

    @Override
    List<PhaseInput> inputs() {
        List<PhaseInput> inputs = new ArrayList<>(List.of(
                input(folder().patchTable()),
                input(folder().extraction()),
                input(folder().patches().resolve("lesion")),
                input(folder().predictions())));
        sourcePatches().forEach(p -> inputs.add(input(folder().singan(p.id()))));
        sourcePatches().forEach(p -> inputs.add(input(folder().sifid(p.id()))));
        return inputs;
    }

    @Override
    List<Path> outputs() {
        return List.of(folder().results());
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    /** No numerical library has a part in it. */
    @Override
    boolean numerical() {
        return false;
    }

    /** The parameters of all phases before, too, as the results record them. */
    @Override
    SortedMap<String, String> parameters() {
        try {
            SortedMap<String, String> parameters = Stamps.parameters(folder(), execution());
            parameters.putAll(super.parameters());
            return parameters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    double expectedSeconds() {
        return 8 + SECONDS_PER_DRAW * bootstrap;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        requirePatches();
        EvaluationRequest request = new EvaluationRequest(
                folder().root(),
                experiment(),
                ganSize,
                bootstrap,
                confidence,
                TestFamily.named(family),
                primary == null || primary.isBlank() ? null : PrimaryComparison.named(primary, experiment()),
                Redaction.of(folder().root()).values(parameters()));
        return run(WorkerTask.of("evaluation", JobKind.EVALUATE, request, 1), progress);
    }
}
