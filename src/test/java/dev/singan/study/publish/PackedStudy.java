package dev.singan.study.publish;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.WorkFolder;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.study.evaluate.SmallStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small study, packed. */
abstract class PackedStudy {
    static final Publication PUBLICATION = new Publication(
            "maker", "1.2.3", "pkg:maven/org.example/maker@1.2.3", List.of("Example"), "2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    SmallStudy study;
    List<Integer> ids;
    Path samples;
    Path models;

    @BeforeEach
    void pack() throws IOException {
        Experiment experiment = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2")
                .sources(SourceRule.choose(2, List.of(3)))
                .build();
        study = new SmallStudy(directory.resolve("work"), experiment, 36);
        ids = ArmPlan.of(study.table(), experiment).sources().stream()
                .map(Patch::id)
                .toList();
        for (int id : ids) {
            Path model = study.folder().resolve("singan/" + id);
            Files.writeString(model.resolve("scale-0.safetensors"), "weights");
            Files.writeString(model.resolve("image.png"), "the patient's patch");
            Files.writeString(model.resolve("losses.csv"), "scale,iteration\n");
        }
        samples = directory.resolve("synthetic.zip");
        models = directory.resolve("models.zip");
        run(samples, models);
    }

    Path patches() {
        return study.folder().resolve("patches");
    }

    void run(Path toSamples, Path toModels) throws IOException {
        WorkFolder folder = new WorkFolder(study.folder());
        SyntheticPack.run(
                new PackRequest(
                        study.folder(),
                        ids,
                        Manifests.ofSamples(folder, "mvn install", "3.8.7", directory, 42),
                        PUBLICATION,
                        null,
                        toSamples,
                        toModels),
                Progress.NONE);
    }
}
