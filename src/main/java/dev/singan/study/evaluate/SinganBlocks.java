package dev.singan.study.evaluate;

import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.patch.Patch;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Singan;
import dev.singan.metric.Distribution;
import dev.singan.metric.Memorisation;
import dev.singan.metric.SampleQuality;
import dev.singan.study.results.SifidReference;
import dev.singan.study.results.SinganSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The trained SinGANs and what their samples scored. */
final class SinganBlocks {
    private final List<SinganSummary> singans = new ArrayList<>();
    private final List<SampleQuality> qualities = new ArrayList<>();

    /**
     * Reads models and scores.
     *
     * @param sources the source patches
     * @param table all patches
     * @param needed whether an arm takes samples, so that all SinGANs must be there
     */
    SinganBlocks(EvaluationRequest request, List<Patch> sources, List<Patch> table, boolean needed) {
        Yardstick yardstick = new Yardstick(request.workDirectory(), table);
        WorkFolder folder = new WorkFolder(request.workDirectory());
        for (Patch source : sources) {
            Path model = folder.singan(source.id()).resolve(Singan.MODEL_FILE);
            Path quality = folder.sifid(source.id());
            if (needed || Files.exists(model)) {
                ModelDescription description = read(model, ModelDescription.class, "train");
                add(
                        source,
                        description,
                        read(quality, SampleQuality.class, "augment"),
                        yardstick.of(source, description.config().pyramid()),
                        request.ganSize());
            }
        }
    }

    private static <T> T read(Path file, Class<T> type, String goal) {
        try {
            return Records.read(file, type, "Run the goal singan:" + goal + " again.");
        } catch (IOException e) {
            throw new UserException(
                    Objects.requireNonNull(file.getParent()).getFileName() + "/" + file.getFileName()
                            + " is missing or damaged. Run the goal singan:" + goal + " again.",
                    e);
        }
    }

    private void add(
            Patch source,
            ModelDescription model,
            SampleQuality quality,
            List<SinganSummary.Yardstick> yardsticks,
            int size) {
        qualities.add(quality);
        Memorisation nearest = quality.nearest();
        singans.add(new SinganSummary(
                source.id(),
                new SinganSummary.Source(source.id(), source.patientId(), source.format(), source.zoomGroup()),
                model.engine(),
                model.scales().stream()
                        .map(scale -> new SinganSummary.Scale(
                                scale.scale(), scale.width(), scale.height(), scale.filters(), scale.noiseAmplitude()))
                        .toList(),
                size,
                new SinganSummary.Sifid(
                        quality.layer(),
                        quality.weights(),
                        quality.mean(),
                        quality.sd(),
                        quality.median(),
                        quality.q1(),
                        quality.q3(),
                        quality.n()),
                quality.diversity(),
                new SinganSummary.Nearest(
                        nearest.sourceMean(),
                        nearest.sourceMin(),
                        nearest.samplesMean(),
                        nearest.nearestSample(),
                        nearest.windowMean()),
                yardsticks));
    }

    List<SinganSummary> singans() {
        return singans;
    }

    /** White noise and other real patches, each against every source, taken together. */
    List<SifidReference> references() {
        List<SifidReference> references = new ArrayList<>();
        if (!qualities.isEmpty()) {
            add(
                    references,
                    "noise",
                    qualities.stream().map(SampleQuality::noise).toList());
            List<Distribution> real = new ArrayList<>();
            for (SampleQuality quality : qualities) {
                if (quality.real() != null) {
                    real.add(quality.real());
                }
            }
            add(references, "real", real);
        }
        return references;
    }

    private void add(List<SifidReference> references, String kind, List<Distribution> parts) {
        int n = parts.stream().mapToInt(Distribution::n).sum();
        if (n > 0) {
            double mean =
                    parts.stream().mapToDouble(part -> part.n() * part.mean()).sum() / n;
            double squares = 0;
            for (Distribution part : parts) {
                squares += (part.n() - 1) * part.sd() * part.sd();
                squares += part.n() * (part.mean() - mean) * (part.mean() - mean);
            }
            SampleQuality first = qualities.get(0);
            double sd = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
            references.add(new SifidReference(kind, first.layer(), first.weights(), mean, sd, n));
        }
    }
}
