package dev.singan.report.check;

import dev.singan.base.Hashes;
import dev.singan.base.Protocol;
import dev.singan.report.check.CheckResult.Case;
import dev.singan.report.check.CheckResult.Status;
import dev.singan.report.check.CheckSettings.Bound;
import dev.singan.study.results.Leakage;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Holds results against the audit of their sets, against thresholds, and against reference results. */
public final class Check {
    private static final String LEAKAGE = "leakage";
    private static final String THRESHOLD = "threshold";
    private static final String REFERENCE = Comparison.GROUP;

    private final CheckSettings settings;
    private final Results results;
    private final Reference now;
    private final SortedMap<String, Double> measures;
    private final List<Case> cases = new ArrayList<>();

    private Check(CheckSettings settings, Results results, Reference now) {
        this.settings = settings;
        this.results = results;
        this.now = now;
        this.measures = Measures.of(results);
    }

    /**
     * Runs every check; nothing is written.
     *
     * @throws dev.singan.base.UserException where a setting, the results or a reference cannot be read
     */
    public static CheckResult run(CheckRequest request) throws IOException {
        CheckSettings settings = CheckSettings.parse(request.settings());
        Results results = ResultsFile.read(request.results());
        Check check = new Check(settings, results, Reference.of(results, Hashes.sha256(request.results())));
        check.leakage();
        settings.bounds().forEach(check::bound);
        check.references(Reference.readAll(request.referenceDirectory()), request.referenceDirectory());
        return new CheckResult(check.cases);
    }

    private void leakage() {
        @Nullable Boolean wanted = settings.leakage();
        if (wanted == null && !leakageFails()) {
            skip(
                    LEAKAGE,
                    "audit",
                    "The audit of the sets is not held, as the protocol " + results.protocol()
                            + " lets leaks pass; singan.check.leakage=true holds it.");
            return;
        }
        if (wanted != null && !wanted) {
            skip(LEAKAGE, "audit", "The audit of the sets is not held, as singan.check.leakage is false.");
            return;
        }
        for (Leakage.Check audit : results.leakage().checks()) {
            String name = audit.name() + (audit.split() < 0 ? "" : ", split " + audit.split());
            String message = audit.passed()
                    ? audit.detail()
                    : "Leakage (" + name + "): " + audit.detail() + ". See data.html#leakage.";
            cases.add(
                    new Case(LEAKAGE, name, audit.passed() ? Status.PASSED : Status.FAILED, message, null, null, null));
        }
        boolean unexplained = !results.leakage().passed()
                && results.leakage().checks().stream().allMatch(Leakage.Check::passed);
        if (unexplained || results.leakage().checks().isEmpty()) {
            fail(
                    LEAKAGE,
                    "audit",
                    "The audit of the sets holds no check that explains it; run the goal evaluate again.");
        }
    }

    /** As the study had it; the results tell it where that is not the protocol's own. */
    private boolean leakageFails() {
        Boolean changed = results.leakage().fails();
        return changed != null ? changed : Protocol.named(results.protocol()).leakageFails();
    }

    private void bound(Bound bound) {
        boolean any = false;
        for (Map.Entry<String, Double> measure : measures.entrySet()) {
            if (bound.matches(measure.getKey())) {
                any = true;
                bound(bound, measure.getKey(), measure.getValue());
            }
        }
        if (!any) {
            fail(
                    THRESHOLD,
                    bound.property(),
                    "No figure is called " + bound.pattern() + ", which " + bound.property() + " is about. "
                            + nearest(bound.pattern()));
        }
    }

    private void bound(Bound bound, String name, double value) {
        boolean good = bound.lower() ? value >= bound.limit() : value <= bound.limit();
        String message = name + " is " + value + (good ? ", within " : bound.lower() ? ", below " : ", above ")
                + bound.limit() + " of " + bound.property() + ". See " + Measures.page(name) + ".";
        cases.add(new Case(
                THRESHOLD,
                bound.property() + ": " + name,
                good ? Status.PASSED : Status.FAILED,
                message,
                value,
                bound.limit(),
                null));
    }

    private void references(SortedMap<String, Reference> references, Path directory) {
        if (!settings.reference()) {
            skip(REFERENCE, "all", "References are not compared with, as singan.check.reference is false.");
            return;
        }
        if (references.isEmpty()) {
            skip(
                    REFERENCE,
                    "all",
                    "There is no reference in the folder \"" + directory.getFileName()
                            + "\"; the goal accept writes one.");
        }
        references.forEach((file, reference) -> {
            List<String> differences = reference.differences(now);
            if (differences.isEmpty()) {
                cases.addAll(Comparison.of(settings, results, now, file, reference));
            } else {
                skip(
                        REFERENCE,
                        file,
                        file + " was made under other conditions and is not compared with: "
                                + String.join("; ", differences) + ".");
            }
        });
    }

    private String nearest(String pattern) {
        String family = Measures.family(pattern);
        List<String> alike = measures.keySet().stream()
                .filter(name -> Measures.family(name).equals(family))
                .limit(5)
                .toList();
        return alike.isEmpty()
                ? "Names begin with one of "
                        + String.join(
                                ", ",
                                measures.keySet().stream()
                                        .map(Measures::family)
                                        .distinct()
                                        .toList()) + "."
                : "There are, for instance, " + String.join(", ", alike) + ".";
    }

    private void fail(String group, String name, String message) {
        cases.add(new Case(group, name, Status.FAILED, message, null, null, null));
    }

    private void skip(String group, String name, String message) {
        cases.add(new Case(group, name, Status.SKIPPED, message, null, null, null));
    }
}
