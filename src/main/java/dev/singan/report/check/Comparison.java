package dev.singan.report.check;

import dev.singan.report.check.CheckResult.Case;
import dev.singan.report.check.CheckResult.Status;
import dev.singan.report.check.CheckSettings.Tolerance;
import dev.singan.study.results.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Results held against a reference of the same parameters. A figure that is the same on every processor must be the very same number; any
 * other is held where {@code singan.check.tolerance.FAMILY} is set, and must at least be there.
 */
final class Comparison {
    static final String GROUP = "reference";

    /** What the subtraction of two decimals may add to their distance. */
    private static final double ROUNDING = 1e-12;

    private final CheckSettings settings;
    private final String file;
    private final Exactness exactness;
    private final List<Case> cases = new ArrayList<>();
    private final Map<Cause, List<String>> notHeld = new EnumMap<>(Cause.class);
    private final TreeSet<String> tolerated = new TreeSet<>();
    private boolean different;

    private Comparison(CheckSettings settings, String file, Exactness exactness) {
        this.settings = settings;
        this.file = file;
        this.exactness = exactness;
    }

    /**
     * Compares, in the order of a study's stages.
     *
     * @param now the results as a reference
     * @param file the reference's file name
     */
    static List<Case> of(CheckSettings settings, Results results, Reference now, String file, Reference reference) {
        Comparison comparison = new Comparison(settings, file, new Exactness(results, now, reference));
        SortedMap<String, Double> values = now.values();
        reference.values().entrySet().stream()
                .sorted(Comparator.comparing(figure -> Stage.of(figure.getKey())))
                .forEach(figure -> comparison.compare(figure.getKey(), figure.getValue(), values.get(figure.getKey())));
        comparison.bytes(results, now, reference);
        comparison.notHeld.forEach(comparison::notHeld);
        settings.tolerances().keySet().stream()
                .filter(family -> !comparison.tolerated.contains(family))
                .forEach(comparison::useless);
        return comparison.cases;
    }

    private void compare(String name, double reference, @Nullable Double value) {
        if (value == null) {
            missing(name, reference);
            return;
        }
        Optional<Cause> cause = exactness.cause(name);
        Tolerance tolerance = settings.tolerances().get(Measures.family(name));
        if (cause.isEmpty()) {
            exactly(name, reference, value);
        } else if (tolerance != null) {
            within(name, reference, value, tolerance);
        } else {
            notHeld.computeIfAbsent(cause.get(), key -> new ArrayList<>()).add(name);
        }
    }

    private void missing(String name, double reference) {
        different = true;
        String message = name + " is not among the results, the reference " + file + " has " + reference + ". See "
                + Measures.page(name) + "; where that is meant, run the goal accept.";
        cases.add(new Case(GROUP, title(name), Status.FAILED, message, null, null, null));
    }

    private void exactly(String name, double reference, double value) {
        boolean same = Double.compare(value, reference) == 0;
        String likely = different
                ? ""
                : ". It is the first in the study's order: " + Stage.of(name).likely();
        different |= !same;
        add(name, reference, value, 0, same, same ? "as must be" : "but it is held exactly" + likely);
    }

    /** Where every figure is held exactly, so is the file. */
    private void bytes(Results results, Reference now, Reference reference) {
        String expected = reference.resultsSha256();
        boolean asked =
                results.study().parameters().keySet().stream().anyMatch(n -> n.startsWith(CheckSettings.PREFIX));
        if (expected == null || different || asked || !notHeld.isEmpty() || !tolerated.isEmpty()) {
            return;
        }
        boolean same = expected.equals(now.resultsSha256());
        String message = same
                ? "results.json is the very file of the reference " + file + "."
                : "results.json is not the file of the reference " + file
                        + " byte for byte, though every figure is the same:"
                        + " it was written by another version of this project, or has warnings of its own. Where that is meant, run the goal accept.";
        cases.add(new Case(
                GROUP, title("results.json"), same ? Status.PASSED : Status.FAILED, message, null, null, null));
    }

    private void within(String name, double reference, double value, Tolerance wanted) {
        String family = Measures.family(name);
        double tolerance = wanted.around(reference);
        boolean good = Math.abs(value - reference) <= tolerance + ROUNDING;
        tolerated.add(family);
        String found = (good ? "within" : "more than") + " the tolerance " + (float) tolerance + " ("
                + CheckSettings.TOLERANCE + family + ")";
        add(name, reference, value, tolerance, good, found);
    }

    private void add(String name, double reference, double value, double tolerance, boolean good, String found) {
        String message = name + " is " + value + ", the reference " + file + " has " + reference + ": they differ by "
                + (float) Math.abs(value - reference) + ", " + found + "."
                + (good ? "" : " See " + Measures.page(name) + "; where the change is meant, run the goal accept.");
        cases.add(new Case(
                GROUP, title(name), good ? Status.PASSED : Status.FAILED, message, value, reference, tolerance));
    }

    private void notHeld(Cause cause, List<String> names) {
        TreeMap<String, Long> families =
                names.stream().collect(Collectors.groupingBy(Measures::family, TreeMap::new, Collectors.counting()));
        String counts = families.entrySet().stream()
                .map(family -> family.getKey() + " " + family.getValue())
                .collect(Collectors.joining(", "));
        String arms = cause == Cause.ARM_WITH_SAMPLES
                ? names.stream().map(Measures::arm).distinct().sorted().collect(Collectors.joining(", ", " (", ")"))
                : "";
        String message = "Figures " + cause.figures() + arms + " are not held against " + file + ", as "
                + exactness.reason(cause) + ": " + names.size() + " in all, " + counts + ". " + CheckSettings.TOLERANCE
                + "FAMILY holds such figures of a kind within limits.";
        cases.add(new Case(GROUP, title("figures " + cause.figures()), Status.SKIPPED, message, null, null, null));
    }

    private void useless(String family) {
        String message = CheckSettings.TOLERANCE + family + " has no effect: no figure of " + file
                + " of that kind depends on the processor, so that each is held exactly.";
        cases.add(new Case(GROUP, title(CheckSettings.TOLERANCE + family), Status.SKIPPED, message, null, null, null));
    }

    private String title(String name) {
        return file + ": " + name;
    }
}
