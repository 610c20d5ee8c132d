package dev.singan.report.compare;

import dev.singan.report.check.Measures;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Results;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Studies held against the first of them.
 *
 * @param studies at least two
 * @param figures every figure that one of them has, by name
 * @param parameters every parameter
 * @param inputs what they were made of
 * @param versions what made them
 */
record StudyComparison(
        List<ComparedStudy> studies,
        List<ComparedFigure> figures,
        List<ComparedValue> parameters,
        List<ComparedValue> inputs,
        List<ComparedValue> versions) {

    static StudyComparison of(List<ComparedStudy> studies) {
        return new StudyComparison(
                studies,
                figures(studies),
                values(studies, StudyFacts::parameters),
                values(studies, StudyFacts::inputs),
                values(studies, StudyFacts::versions));
    }

    /** A figure by name, such as {@code auc.multiclass.malignant.singan-4}, where a study has it. */
    Stream<ComparedFigure> figure(String name) {
        return figures.stream().filter(one -> one.name().equals(name));
    }

    private static List<ComparedFigure> figures(List<ComparedStudy> studies) {
        List<SortedMap<String, Estimate>> all =
                studies.stream().map(one -> estimates(one.results())).toList();
        List<ComparedFigure> figures = new ArrayList<>();
        for (String name : names(all)) {
            List<@Nullable Estimate> values = new ArrayList<>();
            all.forEach(one -> values.add(one.get(name)));
            figures.add(new ComparedFigure(name, values, differences(studies, values)));
        }
        return figures;
    }

    private static List<@Nullable Estimate> differences(List<ComparedStudy> studies, List<@Nullable Estimate> values) {
        @Nullable Estimate first = values.get(0);
        List<@Nullable Estimate> differences = new ArrayList<>(Arrays.asList(new @Nullable Estimate[1]));
        for (int i = 1; i < values.size(); i++) {
            @Nullable Estimate value = values.get(i);
            boolean sameLevel = level(studies.get(i)) == level(studies.get(0));
            differences.add(first == null || value == null ? null : value.minus(first, sameLevel));
        }
        return differences;
    }

    private static double level(ComparedStudy study) {
        return study.results().study().confidence();
    }

    private static SortedMap<String, Estimate> estimates(Results results) {
        SortedMap<String, Estimate> estimates = new TreeMap<>();
        Measures.of(results).forEach((name, value) -> estimates.put(name, Estimate.of(value)));
        results.summary().forEach(one -> addIntervals(one, results.study(), estimates));
        return estimates;
    }

    private static void addIntervals(Summary summary, Definition study, Map<String, Estimate> estimates) {
        String name = Measures.name(summary, study);
        estimates.computeIfPresent(
                summary.metric() + "." + name, (key, one) -> new Estimate(one.value(), summary.low(), summary.high()));
        if (summary.metric().equals("auc")) {
            estimates.computeIfPresent(
                    "difference." + name,
                    (key, one) -> new Estimate(one.value(), summary.differenceLow(), summary.differenceHigh()));
        }
    }

    private static List<ComparedValue> values(
            List<ComparedStudy> studies, Function<ComparedStudy, SortedMap<String, String>> facts) {
        List<SortedMap<String, String>> all = studies.stream().map(facts).toList();
        List<ComparedValue> values = new ArrayList<>();
        for (String name : names(all)) {
            List<@Nullable String> row = new ArrayList<>();
            all.forEach(one -> row.add(one.get(name)));
            values.add(new ComparedValue(name, row));
        }
        return values;
    }

    private static Set<String> names(List<? extends Map<String, ?>> all) {
        Set<String> names = new TreeSet<>();
        all.forEach(one -> names.addAll(one.keySet()));
        return names;
    }
}
