package dev.singan.report.compare;

import dev.singan.study.phase.Manifest;
import dev.singan.study.results.DataSummary;
import dev.singan.study.results.Definition;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a study's figures rest on, as names and values. */
final class StudyFacts {
    private StudyFacts() {}

    /** Every parameter, by property; the protocol among them. */
    static SortedMap<String, String> parameters(ComparedStudy study) {
        SortedMap<String, String> parameters =
                new TreeMap<>(study.results().study().parameters());
        Manifest manifest = study.manifest();
        if (manifest != null) {
            parameters.putAll(manifest.parameters());
        }
        parameters.put("singan.protocol", study.results().protocol());
        parameters.put("singan.seed", Long.toString(study.results().study().seed()));
        return parameters;
    }

    /** The data and the weights; where there is a manifest, what each execution read, too. */
    static SortedMap<String, String> inputs(ComparedStudy study) {
        DataSummary data = study.results().data();
        Definition definition = study.results().study();
        SortedMap<String, String> inputs = new TreeMap<>();
        inputs.put("archive", data.archive());
        inputs.put("images", Integer.toString(data.images()));
        inputs.put("patients", Integer.toString(data.patients()));
        inputs.put("backbone's weights", definition.backboneWeights());
        Map<String, Integer> patches = new TreeMap<>();
        data.counts().forEach(count -> patches.merge(count.classification(), count.patches(), Integer::sum));
        patches.forEach((kind, count) -> inputs.put("patches, " + kind, Integer.toString(count)));
        Manifest manifest = study.manifest();
        if (manifest != null) {
            manifest.phases().forEach(phase -> phase.inputs()
                    .forEach((name, content) -> inputs.put(phase.name() + " read " + name, words(content))));
        }
        return inputs;
    }

    /** What computed: versions, machine, commit; nothing where there is no manifest. */
    static SortedMap<String, String> versions(ComparedStudy study) {
        SortedMap<String, String> versions = new TreeMap<>();
        Manifest manifest = study.manifest();
        if (manifest != null) {
            manifest.machine().forEach((name, value) -> versions.put("machine, " + name, value));
            versions.putAll(manifest.versions());
            versions.put("commit", Objects.requireNonNullElse(manifest.commit(), "none"));
            manifest.phases()
                    .forEach(
                            phase -> versions.put("algorithm of " + phase.name(), Integer.toString(phase.algorithm())));
        }
        return versions;
    }

    private static String words(Manifest.Content content) {
        return content.sha256() + (content.files() == 1 ? "" : " (" + content.files() + " files)");
    }
}
