package dev.singan.study.evaluate;

import dev.singan.base.Redaction;
import dev.singan.base.Words;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.AlikePatients;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.record.Alike;
import dev.singan.study.results.DataSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data, from images to patches. */
final class DataBlock {
    private static final int EXAMPLES = 6;
    private static final Map<String, String> CLASSES =
            Map.of("Normal", "healthy", "Benign", "benign", "Malign", "malignant");

    private DataBlock() {}

    static DataSummary of(ExtractionResult extraction, List<Patch> patches) {
        Redaction redaction = Redaction.of(null);
        Set<String> patients = new HashSet<>();
        patches.forEach(patch -> patients.add(patch.patientId()));
        return new DataSummary(
                extraction.archive().label(),
                extraction.archive().provider().isReal(),
                extraction.images(),
                patients.size(),
                flow(extraction, patches),
                extraction.skipped().stream()
                        .map(skipped -> new DataSummary.Skipped(
                                skipped.file(), skipped.row(), redaction.text(skipped.reason())))
                        .toList(),
                extraction.duplicates(),
                counts(patches),
                examples(patches),
                alike(extraction, patches));
    }

    private static List<DataSummary.Alike> alike(ExtractionResult extraction, List<Patch> patches) {
        return Stream.concat(
                        AlikePatients.of(extraction, patches).stream(),
                        Alike.files(extraction.patches().stream()
                                        .map(CutPatch::image)
                                        .toList())
                                .stream())
                .map(one -> new DataSummary.Alike(Words.of(one.kind()), one.names(), one.same()))
                .toList();
    }

    private static String className(Patch patch) {
        return CLASSES.getOrDefault(patch.classification(), patch.classification());
    }

    private static List<DataSummary.Flow> flow(ExtractionResult extraction, List<Patch> patches) {
        long healthy = patches.stream().filter(patch -> patch.suspicious() == 0).count();
        List<DataSummary.Flow> flow = new ArrayList<>();
        flow.add(new DataSummary.Flow(
                "archive", "images", extraction.images(), extraction.skipped().size() + " rows or files left out"));
        flow.add(new DataSummary.Flow("images", "lesions", extraction.lesions(), ""));
        flow.add(new DataSummary.Flow(
                "lesions", "lesion patches", patches.size() - healthy, "each lesion in up to three zoom groups"));
        flow.add(new DataSummary.Flow(
                "images", "healthy windows", extraction.windows(), "windows with enough tissue, away from lesions"));
        flow.add(new DataSummary.Flow(
                "healthy windows", "healthy patches", healthy, extraction.windows() - healthy + " windows not kept"));
        flow.add(new DataSummary.Flow("lesion patches", "benign patches", count(patches, "Benign"), ""));
        flow.add(new DataSummary.Flow("lesion patches", "malignant patches", count(patches, "Malign"), ""));
        return flow;
    }

    private static long count(List<Patch> patches, String classification) {
        return patches.stream()
                .filter(patch -> patch.classification().equals(classification))
                .count();
    }

    /** What patches have in common. */
    private record Kind(
            String classification, String format, int zoom, @Nullable Integer density, @Nullable Integer view) {
        private static final Comparator<@Nullable Integer> UNKNOWN_LAST =
                Comparator.nullsLast(Comparator.naturalOrder());
        private static final Comparator<Kind> ORDER = Comparator.comparing(Kind::classification)
                .thenComparing(Kind::format)
                .thenComparingInt(Kind::zoom)
                .thenComparing(Kind::density, UNKNOWN_LAST)
                .thenComparing(Kind::view, UNKNOWN_LAST);
    }

    private static List<DataSummary.Count> counts(List<Patch> patches) {
        Map<Kind, List<Patch>> kinds = new TreeMap<>(Kind.ORDER);
        for (Patch patch : patches) {
            kinds.computeIfAbsent(
                            new Kind(
                                    className(patch),
                                    patch.format(),
                                    patch.zoomGroup(),
                                    patch.density(),
                                    patch.imageView()),
                            key -> new ArrayList<>())
                    .add(patch);
        }
        List<DataSummary.Count> counts = new ArrayList<>();
        kinds.forEach((kind, same) -> counts.add(new DataSummary.Count(
                kind.classification(), kind.format(), kind.zoom(), kind.density(), kind.view(), same.size(), (int)
                        same.stream().map(Patch::patientId).distinct().count())));
        return counts;
    }

    /** Patches of different patients, spread evenly over the table. */
    private static List<DataSummary.Example> examples(List<Patch> patches) {
        Map<String, Map<String, Patch>> firstOfPatient = new TreeMap<>();
        for (Patch patch : patches) {
            firstOfPatient
                    .computeIfAbsent(className(patch) + "/" + patch.zoomGroup(), key -> new LinkedHashMap<>())
                    .putIfAbsent(patch.patientId(), patch);
        }
        List<DataSummary.Example> examples = new ArrayList<>();
        for (Map<String, Patch> byPatient : firstOfPatient.values()) {
            List<Patch> all = List.copyOf(byPatient.values());
            int n = Math.min(EXAMPLES, all.size());
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                ids.add(all.get(i * all.size() / n).id());
            }
            examples.add(
                    new DataSummary.Example(className(all.get(0)), all.get(0).zoomGroup(), ids));
        }
        return examples;
    }
}
