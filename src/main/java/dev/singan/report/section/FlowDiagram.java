package dev.singan.report.section;

import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.report.chart.FlowChart;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.study.results.Added;
import dev.singan.study.results.DataSummary;
import dev.singan.study.results.Results;
import dev.singan.study.results.SetCount;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The flow of units through the study, as CONSORT draws it: from images over lesions and patches to the sets of the splits, with what
 * was left out at each step, and why.
 */
public final class FlowDiagram {
    private static final String ROOT = "archive";
    private static final String LEFT_OUT = "left out";
    private static final int REASONS = 4;
    private static final List<String> SETS = List.of("train", "validation", "test");

    private final Results results;
    private final DataSummary data;
    private final Map<String, List<DataSummary.Flow>> children = new LinkedHashMap<>();
    private final Map<Integer, List<FlowChart.Box>> rows = new TreeMap<>();
    private final List<FlowChart.Arrow> arrows = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private FlowDiagram(Results results) {
        this.results = results;
        this.data = results.data();
        data.flow().forEach(step -> children.computeIfAbsent(step.from(), key -> new ArrayList<>())
                .add(step));
    }

    /** The diagram as a figure. */
    public static Element of(Results results) {
        return new FlowDiagram(results).figure();
    }

    private Element figure() {
        List<DataSummary.Flow> roots = children.getOrDefault(ROOT, List.of());
        leftOutOfArchive();
        double from = 0;
        for (DataSummary.Flow root : roots) {
            arrows.add(new FlowChart.Arrow(LEFT_OUT, root.to()));
            double width = (double) leaves(root)
                    / roots.stream().mapToInt(this::leaves).sum();
            place(root, 1, from, from + width);
            from += width;
        }
        int depth = rows.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        sets(depth + 1);
        String title = "Flow of images, patches and sets";
        FlowChart chart =
                new FlowChart("flow-chart", title, String.join(". ", told) + ".", List.copyOf(rows.values()), arrows);
        Element figure = Parts.figure(
                chart.svg(),
                null,
                title,
                "Counts of units from step to step; dashed: what was left out. Sets: patches of the baseline by"
                        + " split.");
        return figure.attr("class", "chart flow");
    }

    private int leaves(DataSummary.Flow step) {
        return Math.max(
                1,
                children.getOrDefault(step.to(), List.of()).stream()
                        .mapToInt(this::leaves)
                        .sum());
    }

    private void leftOutOfArchive() {
        Map<String, Long> reasons = data.skipped().stream()
                .collect(Collectors.groupingBy(DataSummary.Skipped::reason, TreeMap::new, Collectors.counting()));
        List<String> notes = new ArrayList<>();
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(REASONS)
                .forEach(reason -> notes.add(Numbers.count(reason.getValue()) + " × " + shortened(reason.getKey())));
        if (reasons.size() > REASONS) {
            notes.add("and " + Names.plural(reasons.size() - REASONS, "other reason", "other reasons")
                    + ", listed below");
        }
        String head = data.skipped().isEmpty()
                ? "Nothing in the archive was left out"
                : Names.plural(data.skipped().size(), "row or file", "rows and files") + " of the archive left out";
        add(0, LEFT_OUT, 0, 1, head, notes, true);
    }

    private static String shortened(String reason) {
        return reason.length() <= 90 ? reason : reason.substring(0, 88).stripTrailing() + "…";
    }

    private void place(DataSummary.Flow step, int row, double from, double to) {
        List<String> notes = new ArrayList<>();
        if (step.from().equals(ROOT)) {
            notes.add("of " + Names.plural(data.patients(), "patient", "patients") + ", archive " + data.archive());
        } else if (!step.note().isEmpty() && !isWindows(step)) {
            notes.add(step.note());
        }
        add(row, step.to(), from, to, Numbers.count(step.count()) + " " + step.to(), notes, false);
        List<DataSummary.Flow> next = children.getOrDefault(step.to(), List.of());
        if (next.isEmpty()) {
            ends.add(step.to());
        }
        int all = next.stream().mapToInt(this::leaves).sum();
        double start = from;
        for (DataSummary.Flow child : next) {
            double end = start + (to - from) * leaves(child) / all;
            if (isWindows(child) && step.count() > child.count()) {
                String key = child.to() + " left out";
                add(
                        row + 1,
                        key,
                        start,
                        end,
                        Numbers.count(step.count() - child.count()) + " left out",
                        windowReasons(),
                        true);
                arrows.add(new FlowChart.Arrow(step.to(), key));
                place(child, row + 2, start, end);
                arrows.add(new FlowChart.Arrow(key, child.to()));
            } else {
                place(child, row + 1, start, end);
                arrows.add(new FlowChart.Arrow(step.to(), child.to()));
            }
            start = end;
        }
    }

    /** The one step in which units of the same kind become fewer. */
    private static boolean isWindows(DataSummary.Flow step) {
        return step.from().equals("healthy windows");
    }

    private List<String> windowReasons() {
        List<String> reasons = new ArrayList<>(List.of("near another lesion, or cut already for one"));
        boolean limited = ArchiveKind.named(data.archive()).provider().healthyPerImage() > 0
                || results.study().parameters().containsKey("singan.healthy.perImage");
        if (limited) {
            reasons.add("or above singan.healthy.perImage");
        }
        return reasons;
    }

    /** What each split's sets hold, and what the other arms add to training. */
    private void sets(int row) {
        List<SetCount> counts = counts();
        if (counts.isEmpty()) {
            return;
        }
        long all = data.counts().stream().mapToLong(DataSummary.Count::patches).sum();
        List<Integer> splits =
                counts.stream().map(SetCount::split).distinct().sorted().toList();
        add(row, "patches", 0, 1, Numbers.count(all) + " patches", unused(counts, splits, all), false);
        ends.forEach(end -> arrows.add(new FlowChart.Arrow(end, "patches")));
        for (int i = 0; i < SETS.size(); i++) {
            String set = SETS.get(i);
            List<String> notes = new ArrayList<>();
            splits.forEach(split -> notes.add("split " + split + ": " + Numbers.count(patches(counts, split, set))));
            add(row + 1, set, i / 3.0, (i + 1) / 3.0, title(set), notes, false);
            arrows.add(new FlowChart.Arrow("patches", set));
        }
        added(row + 2, counts, splits);
    }

    private static String title(String set) {
        return set.equals("train") ? "Training" : Names.title(set);
    }

    /** The sets of the baseline in the task with most classes, which the other tasks' sets agree with but for the names. */
    private List<SetCount> counts() {
        List<String> tasks = results.study().tasks();
        String task = tasks.isEmpty() ? "" : tasks.get(tasks.size() - 1);
        return results.sets().stream()
                .filter(one -> one.task().equals(task)
                        && one.arm().equals("baseline")
                        && one.trainZoom().equals(results.study().primaryZoom()))
                .toList();
    }

    private List<String> unused(List<SetCount> counts, List<Integer> splits, long all) {
        List<String> notes = new ArrayList<>();
        for (int split : splits) {
            long used =
                    SETS.stream().mapToLong(set -> patches(counts, split, set)).sum();
            if (used < all) {
                notes.add("split " + split + ": " + Numbers.count(all - used) + " in no set, as the protocol says");
            }
        }
        return notes;
    }

    private static long patches(List<SetCount> counts, int split, String set) {
        return counts.stream()
                .filter(one -> one.split() == split && one.set().equals(set))
                .mapToLong(SetCount::patches)
                .sum();
    }

    private void added(int row, List<SetCount> counts, List<Integer> splits) {
        List<String> notes = new ArrayList<>();
        for (int split : splits) {
            IntSummaryStatistics added = results.added().stream()
                    .filter(one -> one.split() == split
                            && one.task().equals(counts.get(0).task())
                            && one.trainZoom().equals(results.study().primaryZoom())
                            && !one.arm().equals("baseline"))
                    .mapToInt(Added::added)
                    .summaryStatistics();
            if (added.getCount() > 0) {
                String number = added.getMin() == added.getMax()
                        ? Numbers.count(added.getMax())
                        : Numbers.count(added.getMin()) + " to " + Numbers.count(added.getMax());
                notes.add("split " + split + ": " + Numbers.count(patches(counts, split, "train")) + " + " + number);
            }
        }
        if (!notes.isEmpty()) {
            notes.add("samples of SinGANs, or repeated sources in the oversampling arms; all malignant");
            add(row, "added", 0, 1, "Training in the other arms", notes, false);
            arrows.add(new FlowChart.Arrow("train", "added"));
        }
    }

    private void add(int row, String key, double from, double to, String head, List<String> notes, boolean leftOut) {
        rows.computeIfAbsent(row, number -> new ArrayList<>())
                .add(new FlowChart.Box(key, from, to, head, notes, leftOut));
        told.add(notes.isEmpty() ? head : head + ": " + String.join(", ", notes));
    }
}
