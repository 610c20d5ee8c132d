package dev.singan.report.check;

import dev.singan.classify.plan.Arm;
import dev.singan.study.results.Definition;
import dev.singan.study.results.PixelBaseline;
import dev.singan.study.results.Results;
import dev.singan.study.results.SifidReference;
import dev.singan.study.results.SinganSummary;
import dev.singan.study.results.Summary;
import dev.singan.study.results.SyntheticDetection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a study as named numbers, which thresholds and references speak of: {@code METRIC.TASK.CLASS.ARM} for the
 * mean over the splits at the primary zoom groups, {@code METRIC.TASK.CLASS.ARM.zTRAIN.zTEST} for other pairs,
 * {@code difference.TASK.CLASS.ARM} for the AUC minus the baseline's, {@code sifid.PATCH}, {@code diversity.PATCH},
 * {@code sifidReference.KIND}, {@code patches.CLASS}, {@code images}, {@code patients}, {@code added.TASK.ARM.sSPLIT},
 * {@code pixelBaseline.TASK.CLASS.zZOOM.FEATURE} and {@code syntheticDetection}. Figures that are not defined are left out.
 */
public final class Measures {
    private final SortedMap<String, Double> values = new TreeMap<>();

    private Measures() {}

    /** The figures of a study by name, in alphabetical order. */
    public static SortedMap<String, Double> of(Results results) {
        Measures measures = new Measures();
        measures.addData(results);
        results.summary().forEach(summary -> measures.addSummary(summary, results.study()));
        results.singans().forEach(measures::addSingan);
        for (SifidReference reference : results.sifidReferences()) {
            measures.put("sifidReference." + reference.kind(), reference.mean());
        }
        for (PixelBaseline pixel : results.pixelBaseline()) {
            String name = String.join(".", pixel.task(), pixel.label(), "z" + pixel.zoom(), pixel.feature());
            measures.put("pixelBaseline." + name, pixel.auc());
        }
        SyntheticDetection detection = results.syntheticDetection();
        if (detection != null) {
            measures.put("syntheticDetection", detection.auc());
        }
        return measures.values;
    }

    /** Where the report shows a figure. */
    static String page(String name) {
        return switch (family(name)) {
            case "images", "patients", "patches" -> "data.html#counts";
            case "added" -> "classification.html#added";
            case "sifid", "sifidReference", "diversity", "syntheticDetection" -> "singans.html#sifid";
            default -> "classification.html#auc";
        };
    }

    /** The first part of a name, which tolerances go by. */
    static String family(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The arm of a figure of the classification, {@code METRIC.TASK.CLASS.ARM} and so on. */
    static String arm(String name) {
        return name.split("\\.")[3];
    }

    /** Whether a figure of the classification is one of an arm that adds samples of SinGANs. */
    static boolean hasSamples(String name) {
        return Arm.named(arm(name)).members().stream().anyMatch(member -> member.kind() == Arm.Kind.SINGAN);
    }

    private void addData(Results results) {
        put("images", (double) results.data().images());
        put("patients", (double) results.data().patients());
        Map<String, Double> patches = new TreeMap<>();
        results.data()
                .counts()
                .forEach(count ->
                        patches.merge("patches." + count.classification(), (double) count.patches(), Double::sum));
        values.putAll(patches);
        results.added()
                .forEach(added -> values.merge(
                        "added." + added.task() + "." + added.arm() + ".z" + added.trainZoom() + ".s" + added.split(),
                        (double) added.added(),
                        Math::max));
    }

    private void addSummary(Summary summary, Definition study) {
        String name = name(summary, study);
        put(summary.metric() + "." + name, summary.mean());
        if (isPrimary(summary, study) && summary.metric().equals("auc")) {
            put("difference." + name, summary.difference());
        }
    }

    /** What follows the metric in the name of a figure over the splits: {@code TASK.CLASS.ARM}, with zoom groups that are not the primary. */
    public static String name(Summary summary, Definition study) {
        String name = String.join(".", summary.task(), summary.label(), summary.arm());
        return isPrimary(summary, study) ? name : name + ".z" + summary.trainZoom() + ".z" + summary.testZoom();
    }

    private static boolean isPrimary(Summary summary, Definition study) {
        return summary.trainZoom().equals(study.primaryZoom())
                && summary.testZoom().equals(study.primaryZoom());
    }

    private void addSingan(SinganSummary singan) {
        SinganSummary.Sifid sifid = singan.sifid();
        if (sifid != null) {
            put("sifid." + singan.id(), sifid.mean());
        }
        put("diversity." + singan.id(), singan.diversity());
    }

    private void put(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            values.put(name, value);
        }
    }
}
