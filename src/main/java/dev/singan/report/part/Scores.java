package dev.singan.report.part;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Numbers;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Detectable;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds figures in the results. */
public final class Scores {
    public static final String AUC = "auc";

    private final Results results;

    public Scores(Results results) {
        this.results = results;
    }

    /** A figure over the splits at the primary zoom groups. */
    public Optional<Summary> primary(String task, String arm, String label, String metric) {
        String zoom = results.study().primaryZoom();
        return at(task, arm, zoom, zoom, label, metric);
    }

    /** A figure over the splits at a pair of zoom groups. */
    public Optional<Summary> at(
            String task, String arm, String trainZoom, String testZoom, String label, String metric) {
        return results.summary().stream()
                .filter(one -> one.task().equals(task)
                        && one.arm().equals(arm)
                        && one.trainZoom().equals(trainZoom)
                        && one.testZoom().equals(testZoom)
                        && one.label().equals(label)
                        && one.metric().equals(metric))
                .findFirst();
    }

    /** The classes of a task in the order of their first mention, without the mean over them. */
    public List<String> classes(String task) {
        List<String> order = List.of("healthy", "benign", "suspicious", "malignant");
        return results.runs().stream()
                .filter(run -> run.task().equals(task))
                .map(Run::label)
                .filter(label -> !label.equals(Results.MACRO))
                .distinct()
                .sorted((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b)))
                .toList();
    }

    /** The classes worth a figure each: of two classes one tells all, as the other's AUC is the same. */
    public List<String> tellingClasses(String task) {
        List<String> classes = classes(task);
        return classes.size() == 2 && classes.contains(Names.mainClass(task))
                ? List.of(Names.mainClass(task))
                : classes;
    }

    public boolean isPrimary(String trainZoom, String testZoom) {
        Definition study = results.study();
        return trainZoom.equals(study.primaryZoom()) && testZoom.equals(study.primaryZoom());
    }

    /** The comparison that the study named and that is tested alone. */
    public Optional<Summary> primaryComparison() {
        String named = results.study().primary();
        if (named == null) {
            return Optional.empty();
        }
        List<String> parts = List.of(named.split(":", -1));
        return results.study().tasks().stream()
                .flatMap(task -> primary(task, parts.get(1), parts.get(0), AUC).stream())
                .findFirst();
    }

    /** What gain of a class the study could have found. */
    public Optional<Detectable> detectable(String task, String label) {
        return results.detectable().stream()
                .filter(one -> one.task().equals(task) && one.label().equals(label))
                .findFirst();
    }

    /** The confidence level in words, such as {@code 95 %}. */
    public String level() {
        return Numbers.fixed(results.study().confidence() * 100, 0) + "\u202f%";
    }

    /** {@code 0.812 (0.741 to 0.872)}. */
    public static String withInterval(Summary summary) {
        return Numbers.fixed(summary.mean(), 3) + interval(summary.low(), summary.high(), false);
    }

    /** {@code +0.020 (−0.011 to +0.052)}, or a dash for the baseline itself. */
    public static String difference(Summary summary) {
        return summary.difference() == null
                ? Numbers.MISSING
                : Numbers.signed(summary.difference(), 3)
                        + interval(summary.differenceLow(), summary.differenceHigh(), true);
    }

    /** A mean with its interval in one cell; the CSV file has the mean alone, and the ends in columns of their own. */
    public static Cell cell(@Nullable Summary summary) {
        return summary == null ? Cell.missing() : Cell.of(withInterval(summary), Numbers.exact(summary.mean()));
    }

    private static String interval(@Nullable Double low, @Nullable Double high, boolean signed) {
        if (low == null || high == null) {
            return "";
        }
        return signed
                ? " (" + Numbers.signed(low, 3) + " to " + Numbers.signed(high, 3) + ")"
                : " (" + Numbers.fixed(low, 3) + " to " + Numbers.fixed(high, 3) + ")";
    }
}
