package dev.singan.study.evaluate;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.classify.Classification;
import dev.singan.classify.ClassificationRequest;
import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.head.HeadEngine;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.dataset.record.Skipped;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.ModelDescription;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.metric.Distribution;
import dev.singan.metric.Memorisation;
import dev.singan.metric.SampleQuality;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** A working folder with patches of three textures, samples and scores, on which classification and evaluation run. */
public final class SmallStudy {
    static final int SIDE = 16;
    static final int DRAWS = 60;

    private final Path folder;
    private final Experiment experiment;
    private final List<Patch> table;

    public SmallStudy(Path folder, Experiment experiment, int patients) throws IOException {
        this(folder, experiment, TestExperiments.table(patients), patients);
    }

    SmallStudy(Path folder, Experiment experiment, List<Patch> table, int patients) throws IOException {
        this.folder = folder;
        this.experiment = experiment;
        this.table = table;
        for (Patch patch : table) {
            write(folder.resolve("patches").resolve(patch.fileName()), texture(patch.classification(), patch.id()));
        }
        PatchTable.write(PatchTable.file(folder), table);
        Json.write(
                ExtractionResult.file(folder),
                new ExtractionResult(
                        ExtractionResult.SCHEMA,
                        ArchiveKind.FOLDER,
                        patients,
                        patients,
                        2 * patients,
                        List.of(),
                        List.of(new Skipped("a.tif", null, "it is damaged", true)),
                        List.of(),
                        List.of()));
        samples();
    }

    public List<Patch> table() {
        return table;
    }

    public Path folder() {
        return folder;
    }

    private void samples() throws IOException {
        int n = Math.max(1, ArmPlan.samplesPerSingan(table, experiment));
        for (Patch source : ArmPlan.of(table, experiment).sources()) {
            Path to = folder.resolve("synthetic").resolve(String.valueOf(source.id()));
            for (int i = 0; i < n; i++) {
                write(
                        to.resolve(String.format(Locale.ROOT, "%04d.png", i)),
                        texture("Malign", 10_000 + 100 * source.id() + i));
            }
            Distribution scores = Distribution.of(0.1, 0.2, 0.3);
            Json.write(
                    to.resolve("sifid.json"),
                    new SampleQuality(
                            "sifid/gabor64",
                            "none",
                            "pixels",
                            scores.mean(),
                            scores.sd(),
                            scores.median(),
                            scores.q1(),
                            scores.q3(),
                            scores.n(),
                            Collections.nCopies(n, 0.2),
                            Distribution.of(source.id(), source.id() + 2),
                            null,
                            0.15,
                            new Memorisation(0.11, 0.07, 1, 0.08, 0.05)));
            Json.write(
                    folder.resolve("singan")
                            .resolve(String.valueOf(source.id()))
                            .resolve("model.json"),
                    new ModelDescription(
                            ModelDescription.SCHEMA,
                            "key",
                            String.valueOf(source.id()),
                            42,
                            "hash",
                            "nd4j",
                            "",
                            SinganConfig.withDefaults(),
                            0.75,
                            List.of(new ModelDescription.Scale(0, 25, 25, 32, 1, "scale-0.safetensors"))));
        }
    }

    private static void write(Path file, GrayImage image) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ImageFiles.png(image));
    }

    /** Noise, on which benign patches have a soft blob and malignant ones stripes, each with a chance of looking healthy. */
    private static GrayImage texture(String classification, int seed) {
        UniformRandomProvider random = new Seeds(seed).stream("texture");
        boolean shown = random.nextDouble() > 0.3;
        byte[] pixels = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = 90 + 60 * random.nextDouble();
                if (shown && classification.equals("Benign")) {
                    value += 80 * Math.exp(-((x - 8) * (x - 8) + (y - 8) * (y - 8)) / 15.0);
                } else if (shown && classification.equals("Malign")) {
                    value += 40 * Math.sin(x * 0.9);
                }
                pixels[y * SIDE + x] = (byte) Math.round(value);
            }
        }
        return new GrayImage(SIDE, SIDE, pixels);
    }

    public void classify(int threads) throws IOException {
        HeadConfig head = new HeadConfig(12, 32, 1e-2, 1e-2, 0, 0.1, 1e-3, true, true, HeadEngine.JAVA);
        Classification.run(
                new ClassificationRequest(
                        folder, experiment, head, BackboneKind.SCATTERING, null, OnnxOptions.NONE, SIDE, 2, threads),
                Progress.NONE);
    }

    public Results evaluate() throws IOException {
        return evaluate(TestFamily.ARMS, null);
    }

    Results evaluate(TestFamily family, @Nullable PrimaryComparison primary) throws IOException {
        return Evaluation.run(
                new EvaluationRequest(
                        folder,
                        experiment,
                        SIDE,
                        DRAWS,
                        0.95,
                        family,
                        primary,
                        Collections.unmodifiableMap(Map.of("singan.seed", "42"))),
                Progress.NONE);
    }
}
