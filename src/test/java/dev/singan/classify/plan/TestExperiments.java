package dev.singan.classify.plan;

import dev.singan.base.Protocol;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.dataset.patch.SplitRule;
import dev.singan.dataset.record.OfficialSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Experiments and patch tables for tests. */
public final class TestExperiments {
    private final Protocol protocol;
    private List<String> arms = List.of("baseline", "singan-2", "oversampling");
    private List<String> matrixArms = List.of("baseline");
    private List<String> zooms = List.of("1", "123");
    private SourceRule sources = SourceRule.choose(2, List.of(3));
    private @Nullable Integer added;
    private double keep = 1;
    private boolean crops;
    private SplitRule split = SplitRule.OWN;

    private TestExperiments(Protocol protocol) {
        this.protocol = protocol;
    }

    public static TestExperiments of(Protocol protocol) {
        return new TestExperiments(protocol);
    }

    public TestExperiments arms(String... names) {
        arms = List.of(names);
        return this;
    }

    public TestExperiments matrixArms(String... names) {
        matrixArms = List.of(names);
        return this;
    }

    public TestExperiments zooms(String... digits) {
        zooms = List.of(digits);
        return this;
    }

    public TestExperiments sources(SourceRule rule) {
        sources = rule;
        return this;
    }

    public TestExperiments added(int samples) {
        added = samples;
        return this;
    }

    public TestExperiments keep(double share) {
        keep = share;
        return this;
    }

    public TestExperiments crops() {
        crops = true;
        return this;
    }

    public TestExperiments official() {
        split = SplitRule.OFFICIAL;
        return this;
    }

    public Experiment build() {
        return new Experiment(
                protocol,
                List.of(Task.BINARY, Task.MULTICLASS),
                arms.stream().map(Arm::named).toList(),
                matrixArms.stream().map(Arm::named).toList(),
                "123",
                zooms,
                3,
                sources.with(split),
                added,
                keep,
                crops,
                42);
    }

    public static Patch patch(int id, String patient, String format, String classification, int zoom) {
        String folder = zoom == 0 ? "healthy/" : "lesion/";
        return new Patch(
                folder + id + ".png",
                patient,
                1 + id % 4,
                format,
                classification,
                null,
                1 + id % 4,
                zoom,
                zoom == 0 ? 0 : 1,
                zoom == 0 ? 0 : id % 2,
                zoom == 0 ? 0 : 1,
                null,
                null,
                null);
    }

    /** A table whose patches have the official sets that a function gives them. */
    public static List<Patch> divided(List<Patch> table, Function<Patch, @Nullable OfficialSplit> split) {
        return table.stream()
                .map(patch -> new Patch(
                        patch.fileName(),
                        patch.patientId(),
                        patch.imageView(),
                        patch.format(),
                        patch.classification(),
                        patch.age(),
                        patch.density(),
                        patch.zoomGroup(),
                        patch.suspicious(),
                        patch.calcification(),
                        patch.nodule(),
                        patch.manufacturer(),
                        patch.implant(),
                        split.apply(patch)))
                .toList();
    }

    /** Patients with one lesion each (three patches) and two healthy windows; every third lesion is malignant. */
    public static List<Patch> table(int patients) {
        List<Patch> table = new ArrayList<>();
        for (int p = 0; p < patients; p++) {
            String format = p / 3 % 2 == 0 ? "Film" : "Digital";
            String patient = format.toLowerCase(Locale.ROOT) + "-" + p;
            String classification = p % 3 == 0 ? "Malign" : "Benign";
            for (int zoom = 1; zoom <= 3; zoom++) {
                table.add(patch(table.size(), patient, format, classification, zoom));
            }
            table.add(patch(table.size(), patient, format, "Normal", 0));
            table.add(patch(table.size(), patient, format, "Normal", 0));
        }
        return table;
    }
}
