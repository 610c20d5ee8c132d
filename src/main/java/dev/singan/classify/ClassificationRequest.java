package dev.singan.classify;

import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.plan.Experiment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code Classification} needs. It can be written as JSON and read back.
 *
 * @param workDirectory the study's working folder: {@code patches/} and {@code synthetic/} are read, {@code features/} and
 *     {@code predictions/} are written
 * @param experiment what is compared
 * @param head how heads are trained
 * @param backbone which frozen network
 * @param weights the backbone's weights, {@code random} for random ones, or null where it needs none
 * @param onnx what an ONNX model does not say of itself
 * @param ganSize side in pixels through which every patch passes before the backbone, as the SinGANs' samples have
 * @param driftBatches over how many batches the backbone's batch norms drift before a head's features are computed, under a protocol with
 *     {@code DRIFTING_NORMS}; 0 for none
 * @param threads how many heads are trained at once
 */
public record ClassificationRequest(
        Path workDirectory,
        Experiment experiment,
        HeadConfig head,
        BackboneKind backbone,
        @Nullable String weights,
        OnnxOptions onnx,
        int ganSize,
        int driftBatches,
        int threads) {
    /** Batches that leave a thousandth of the pretrained statistics: 0.9^66. */
    public static final int DRIFT_BATCHES = 66;
}
