package dev.singan.report.section;

import dev.singan.report.chart.HeatMap;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Annotation shift: AUC where heads are trained on some zoom groups and tested on others. */
public final class MatrixSection {
    private final Report report;
    private final Definition study;
    private final Scores scores;

    private MatrixSection(Report report) {
        this.report = report;
        this.study = report.results().study();
        this.scores = new Scores(report.results());
    }

    public static Element of(Report report) {
        return new MatrixSection(report).section();
    }

    private Element section() {
        Element section = Parts.section("zooms", "Annotation shift: training by testing zoom groups");
        section.add(Parts.p(
                "A zoom group says how loosely the lesion was cut out: its box as annotated (1), doubled (2) or "
                        + "tripled (3). Off the diagonal a head meets lesions annotated otherwise than those it was trained on. "
                        + "Healthy patches belong to every group."));
        boolean any = false;
        for (String task : study.tasks()) {
            List<Element> maps = new ArrayList<>();
            for (String arm : study.matrixArms()) {
                List<Summary> cells = cells(task, arm);
                if (cells.size() > 1) {
                    maps.add(map(task, arm, cells));
                }
            }
            if (!maps.isEmpty()) {
                any = true;
                section.add(
                        Element.of(
                                "h3",
                                "AUC " + Names.mainClass(task) + ", "
                                        + Names.task(task).toLowerCase(Locale.ROOT)),
                        Parts.grid(maps));
            }
        }
        return any ? section : section.add(Parts.note("This study was run at one pair of zoom groups only."));
    }

    private List<Summary> cells(String task, String arm) {
        return report.results().summary().stream()
                .filter(one -> one.task().equals(task)
                        && one.arm().equals(arm)
                        && one.metric().equals(Scores.AUC)
                        && one.label().equals(Names.mainClass(task)))
                .toList();
    }

    private Element map(String task, String arm, List<Summary> cells) {
        List<String> trained = order(cells.stream().map(Summary::trainZoom).toList());
        List<String> tested = order(cells.stream().map(Summary::testZoom).toList());
        List<List<HeatMap.Cell>> rows = new ArrayList<>();
        for (String train : trained) {
            rows.add(tested.stream().map(test -> cell(task, arm, train, test)).toList());
        }
        String title = Names.arm(arm);
        HeatMap map = new HeatMap(
                "zooms-" + Table.slug(task + "-" + arm),
                "AUC by training and testing zoom groups, " + title,
                "Rows are training, columns testing zoom groups; each cell has the mean AUC and its interval.",
                "trained on",
                "tested on zoom groups",
                trained.stream().map(Names::zooms).toList(),
                tested.stream().map(Names::zooms).toList(),
                rows);
        return Parts.figure(
                map.svg(),
                null,
                title,
                "Mean AUC over the splits, below it half the width of its " + scores.level()
                        + " interval. Darker is higher, from 0.5 to 1.");
    }

    private HeatMap.Cell cell(String task, String arm, String train, String test) {
        Summary one = scores.at(task, arm, train, test, Names.mainClass(task), Scores.AUC)
                .orElse(null);
        Double mean = one == null ? null : one.mean();
        if (one == null || mean == null) {
            return new HeatMap.Cell(null, Numbers.MISSING, null);
        }
        Double low = one.low();
        Double high = one.high();
        String half = low == null || high == null ? null : "± " + Numbers.fixed((high - low) / 2, 2);
        return new HeatMap.Cell((mean - 0.5) / 0.5, Numbers.fixed(mean, 2), half);
    }

    private List<String> order(List<String> found) {
        Set<String> order = new LinkedHashSet<>(study.zooms());
        order.addAll(found);
        order.retainAll(Set.copyOf(found));
        return List.copyOf(order);
    }
}
