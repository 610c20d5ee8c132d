package dev.singan.maven;

import dev.singan.base.Deviation;
import dev.singan.base.Progress;
import dev.singan.classify.ClassificationRequest;
import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.backbone.BackboneOptions;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.head.HeadEngine;
import dev.singan.classify.onnx.OnnxLayout;
import dev.singan.classify.onnx.OnnxModel;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.onnx.OnnxRuntime;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.maven.build.OnnxLibrary;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import dev.singan.worker.JobKind;
import dev.singan.worker.WorkerTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Computes the features of all patches once, trains a linear head per task, arm, zoom set and split, and writes its predictions. */
@Mojo(name = "classify", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true, requiresProject = false)
public final class ClassifyMojo extends AbstractExperimentMojo {
    private static final int ALGORITHM = 4;

    /** Rough, on one core of a server of 2023; for the plan alone. */
    private static final double SECONDS_PER_EPOCH = 0.015;

    private static final int USUAL_PATCHES = 1500;

    /**
     * The frozen network: {@code scattering}, which needs no weights; {@code resnet50}, the thesis's; or {@code onnx}, whatever network on
     * images the file of {@code singan.weights} holds.
     */
    @Parameter(property = "singan.backbone", defaultValue = "scattering")
    private String backbone;

    /** The backbone's weights: a file ({@code .pth} or {@code .safetensors}; {@code .onnx} for onnx), or {@code random} for random ones. */
    @Parameter(property = "singan.weights")
    private @Nullable String weights;

    /** Which output of an ONNX model is the vector of features; not needed where there is but one. */
    @Parameter(property = "singan.onnx.output")
    private @Nullable String onnxOutput;

    /** Side in pixels of the images that an ONNX model takes, such as 224; not needed where the model fixes it. */
    @Parameter(property = "singan.onnx.size")
    private @Nullable Integer onnxSize;

    /** Order of an ONNX model's axes, {@code nchw} or {@code nhwc}; not needed where the model's shape tells it. */
    @Parameter(property = "singan.onnx.layout")
    private @Nullable String onnxLayout;

    /**
     * What is subtracted of the values in [0, 1] that an ONNX model takes: one number, or one for each channel, separated by commas, as it was
     * trained (ImageNet's: 0.485,0.456,0.406); not needed where the model's metadata has {@code mean}.
     */
    @Parameter(property = "singan.onnx.mean")
    private @Nullable List<Double> onnxMean;

    /** What they are divided by then (ImageNet's: 0.229,0.224,0.225); not needed where the model's metadata has {@code std}. */
    @Parameter(property = "singan.onnx.deviation")
    private @Nullable List<Double> onnxDeviation;

    private @Nullable Path onnxLibrary;

    /**
     * Under {@code published}, the batches of a head's training set over which the batch norms of {@code resnet50} drift before its features
     * are computed, 66 without it; 0 keeps them as they are. Each head then computes features of its own, which takes minutes to hours in all.
     */
    @Parameter(property = "singan.backbone.driftBatches")
    private @Nullable Integer driftBatches;

    /** Side in pixels through which every patch passes, as the samples have, so that sharpness tells nothing; the SinGANs' size. */
    @Parameter(property = "singan.gan.size", defaultValue = "64")
    private int ganSize;

    /** Passes over the training set at most. */
    @Parameter(property = "singan.head.epochs", defaultValue = "100")
    private int epochs;

    /** Patches per step. */
    @Parameter(property = "singan.head.batch", defaultValue = "128")
    private int batch;

    /** Learning rate of Adam. */
    @Parameter(property = "singan.head.learningRate", defaultValue = "0.01")
    private double learningRate;

    /** Weight decay of the head's weights. */
    @Parameter(property = "singan.head.weightDecay", defaultValue = "0.01")
    private double weightDecay;

    /** Epochs after which the learning rate is multiplied by {@code singan.head.stepFactor}; 0 for a constant one. */
    @Parameter(property = "singan.head.stepEpochs", defaultValue = "0")
    private int stepEpochs;

    /** What the learning rate is multiplied by. */
    @Parameter(property = "singan.head.stepFactor", defaultValue = "0.1")
    private double stepFactor;

    /** Training ends where the validation loss is as small as this. */
    @Parameter(property = "singan.head.stopLoss", defaultValue = "0.001")
    private double stopLoss;

    /** Whether each class is drawn as often as the others; else every patch once per epoch. */
    @Parameter(property = "singan.head.balanced", defaultValue = "true")
    private boolean balanced;

    /** Whether features are centred and scaled by the training set. */
    @Parameter(property = "singan.head.standardise", defaultValue = "true")
    private boolean standardise;

    /** What trains the heads: {@code java} or {@code dl4j}; the same arithmetic. */
    @Parameter(property = "singan.head.engine", defaultValue = "java")
    private String headEngine;

    @Override
    List<PhaseInput> inputs() {
        List<PhaseInput> inputs = new ArrayList<>(List.of(
                input(folder().patchTable()),
                input(folder().patches().resolve("healthy")),
                input(folder().patches().resolve("lesion"))));
        sourcePatches().forEach(p -> inputs.add(input(folder().synthetic(p.id()))));
        @Nullable Path file = backboneWeights(weights);
        if (file != null) {
            inputs.add(new PhaseInput("weights", file));
            external(file).forEach(one -> inputs.add(new PhaseInput("weights/" + one.getFileName(), one)));
        }
        return inputs;
    }

    /** What holds an ONNX model's weights beside it. */
    private List<Path> external(Path model) {
        if (backbone() != BackboneKind.ONNX || !Files.isRegularFile(model)) {
            return List.of();
        }
        try {
            List<Path> files = OnnxModel.files(model);
            return files.subList(1, files.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For an ONNX model also what it says of itself, and what runs it, which the bits depend on. */
    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = super.parameters();
        @Nullable Path model = backboneWeights(weights);
        if (backbone() == BackboneKind.ONNX && model != null && Files.isRegularFile(model)) {
            parameters.put("singan.onnx.runtime", OnnxRuntime.VERSION);
            try {
                parameters.put(
                        "singan.onnx.model", OnnxModel.read(model, onnx()).description());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parameters;
    }

    private OnnxOptions onnx() {
        return new OnnxOptions(
                onnxOutput,
                onnxSize,
                onnxLayout == null ? null : OnnxLayout.named(onnxLayout),
                onnxMean,
                onnxDeviation);
    }

    @Override
    List<Path> libraries() {
        if (backbone() != BackboneKind.ONNX) {
            return List.of();
        }
        if (onnxLibrary == null) {
            onnxLibrary = OnnxLibrary.find(repositorySystem, session, project);
        }
        return List.of(onnxLibrary);
    }

    @Override
    List<Path> outputs() {
        return List.of(folder().predictions());
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.RESUME;
    }

    @Override
    double expectedSeconds() {
        int images = patches().isEmpty() ? USUAL_PATCHES : patches().size();
        double perImage = backbone().provider().secondsPerImage();
        return (images * perImage + heads() * epochs * SECONDS_PER_EPOCH) / processes();
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException, InterruptedException {
        requirePatches();
        ClassificationRequest request = new ClassificationRequest(
                folder().root(),
                experiment(),
                head(),
                backbone(),
                weights(),
                onnx(),
                ganSize,
                driftBatches(),
                processes());
        return run(WorkerTask.of("classifiers", JobKind.CLASSIFY, request, 1), progress);
    }

    @Override
    int usualHeap() {
        return drifting() ? 1024 : super.usualHeap();
    }

    @Override
    int usualOffHeap() {
        return drifting() ? 2048 : super.usualOffHeap();
    }

    /** Whether whole batches of a ResNet50's activations are kept at once: 10 MB a patch. */
    private boolean drifting() {
        return backbone().provider().drifts()
                && experiment().protocol().has(Deviation.DRIFTING_NORMS)
                && driftBatches() > 0;
    }

    private @Nullable String weights() {
        @Nullable Path file = backboneWeights(weights);
        return file == null ? weights : file.toString();
    }

    private BackboneKind backbone() {
        return BackboneKind.named(backbone);
    }

    private int driftBatches() {
        return driftBatches == null ? ClassificationRequest.DRIFT_BATCHES : driftBatches;
    }

    /**
     * Makes sure that the classifiers can be trained once the samples are there.
     *
     * @throws dev.singan.base.UserException where the arms, the heads' parameters or the backbone's weights would stop them
     */
    @Override
    void requireReady() throws IOException {
        head();
        ArmPlan.of(patches(), experiment());
        backbone().provider().require(new BackboneOptions(weights(), onnx(), ganSize, false), progress());
        libraries();
    }

    private HeadConfig head() {
        return new HeadConfig(
                epochs,
                batch,
                learningRate,
                weightDecay,
                stepEpochs,
                stepFactor,
                stopLoss,
                balanced,
                standardise,
                HeadEngine.named(headEngine));
    }
}
