package dev.singan.report.page;

import dev.singan.dataset.record.SourceImage;
import dev.singan.report.chart.BarChart;
import dev.singan.report.chart.Legend;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.section.FlowDiagram;
import dev.singan.report.section.SetsSection;
import dev.singan.study.results.DataSummary;
import dev.singan.study.results.Leakage;
import dev.singan.study.results.PixelBaseline;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The page on images, patches and sets, and on what was left out. */
public final class DataPage {
    private static final List<String> CLASSES = List.of("healthy", "benign", "malignant");
    private static final int SKIPPED_SHOWN = 50;
    private static final int EXAMPLES_SHOWN = 4;

    private final Report report;
    private final Results results;
    private final DataSummary data;

    private DataPage(Report report) {
        this.report = report;
        this.results = report.results();
        this.data = results.data();
    }

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        return new DataPage(report).content();
    }

    private List<Node> content() throws IOException {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Data"));
        page.add(Element.styled("p", "lead")
                .add("Archive " + data.archive() + ": " + Names.plural(data.images(), "image", "images") + " of "
                        + Names.plural(data.patients(), "patient", "patients") + "."));
        page.add(Layout.reminders(results));
        page.add(flow());
        page.add(counts());
        page.add(SetsSection.of(report));
        page.add(examples());
        page.add(leakage());
        page.add(pixels());
        return page;
    }

    private Element flow() {
        Element section = Parts.section("flow", "From images to sets");
        section.add(FlowDiagram.of(results));
        section.add(Element.of("h3", "Left out"));
        if (data.skipped().isEmpty()) {
            section.add(Parts.p("Nothing was left out."));
        } else {
            section.add(report.table(reasons()));
            section.add(skipped());
        }
        alike().forEach(section::add);
        section.add(Element.of("h3", "Images of the same content"));
        if (data.duplicates().isEmpty()) {
            return section.add(Parts.p("No two image files have the same content."));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (List<String> group : data.duplicates()) {
            rows.add(List.of(Cell.of(String.join(", ", group)), Cell.count(group.size())));
        }
        return section.add(report.table(new Table(
                "duplicates",
                "Groups of image files with the same content; their patients are kept together",
                List.of(Column.text("files", "Files"), Column.number("n", "Files in the group")),
                rows)));
    }

    private List<Node> alike() {
        if (data.alike().isEmpty()) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (DataSummary.Alike one : data.alike()) {
            rows.add(List.of(
                    Cell.of(one.kind()),
                    Cell.of(String.join(", ", one.names())),
                    Cell.of(one.same() ? "taken for one" : "told apart")));
        }
        Table table = new Table(
                "alike",
                "Names that could be mistaken for each other; what is not seen is given by its number in Unicode",
                List.of(Column.text("kind", "Of a"), Column.text("names", "Names"), Column.text("taken", "How taken")),
                rows);
        return List.of(Element.of("h3", "Names that are alike"), report.table(table));
    }

    private Table reasons() {
        Map<String, Integer> byReason = new TreeMap<>();
        data.skipped().forEach(one -> byReason.merge(one.reason(), 1, Integer::sum));
        List<List<Cell>> rows = new ArrayList<>();
        byReason.forEach((reason, n) -> rows.add(List.of(Cell.of(reason), Cell.count(n))));
        return new Table(
                "skipped-reasons",
                "Why files and rows were left out",
                List.of(Column.text("reason", "Reason"), Column.number("n", "How often")),
                rows);
    }

    private Node skipped() {
        List<List<Cell>> rows = new ArrayList<>();
        for (DataSummary.Skipped one : data.skipped()) {
            rows.add(List.of(Cell.of(one.file()), Cell.ofNullable(one.row()), Cell.of(one.reason())));
        }
        Table table = new Table(
                "skipped",
                "Every file and row that was left out",
                List.of(Column.text("file", "File"), Column.number("row", "Row"), Column.text("reason", "Reason")),
                rows);
        return rows.size() > SKIPPED_SHOWN
                ? report.csvOnly(table)
                : Parts.details("Each file and row", report.table(table));
    }

    private Element counts() {
        Element section = Parts.section("counts", "Patches by label");
        List<Element> charts = new ArrayList<>();
        charts.add(bars("format", "Patches by film and digital", DataSummary.Count::format));
        charts.add(bars("zoom", "Patches by zoom group", one -> Names.zoom(one.zoom())));
        charts.add(bars(
                "density",
                "Patches by breast density",
                one -> one.density() == null ? "density unknown" : "density " + one.density()));
        charts.add(
                bars("view", "Patches by view", one -> one.view() == null ? "view unknown" : Names.view(one.view())));
        section.add(Parts.grid(charts));
        List<List<Cell>> rows = new ArrayList<>();
        for (DataSummary.Count one : data.counts()) {
            rows.add(List.of(
                    Cell.of(one.classification()),
                    Cell.of(one.format()),
                    Cell.count(one.zoom()),
                    Cell.ofNullable(one.density()),
                    Cell.ofNullable(one.view()),
                    Cell.count(one.patches()),
                    Cell.count(one.patients())));
        }
        Table table = new Table(
                "patch-counts",
                "Patches and patients by class, format, zoom group, density and view",
                List.of(
                        Column.text("classification", "Class"),
                        Column.text("format", "Format"),
                        Column.number("zoom", "Zoom"),
                        Column.number("density", "Density"),
                        Column.number("view", "View"),
                        Column.number("patches", "Patches"),
                        Column.number("patients", "Patients")),
                rows);
        return section.add(Parts.details("All counts", report.table(table)));
    }

    private Element bars(String id, String title, Function<DataSummary.Count, String> group) {
        Map<String, double[]> sums = new TreeMap<>();
        for (DataSummary.Count one : data.counts()) {
            int part = CLASSES.indexOf(one.classification());
            if (part >= 0) {
                sums.computeIfAbsent(group.apply(one), key -> new double[CLASSES.size()])[part] += one.patches();
            }
        }
        List<BarChart.Bar> bars = new ArrayList<>();
        sums.forEach((name, parts) -> {
            long total = Math.round(parts[0] + parts[1] + parts[2]);
            bars.add(new BarChart.Bar(name, Numbers.count(total), List.of(parts[0], parts[1], parts[2])));
        });
        Map<String, Integer> legend = new LinkedHashMap<>();
        for (int i = 0; i < CLASSES.size(); i++) {
            legend.put(CLASSES.get(i), Names.classStyle(CLASSES.get(i)));
        }
        BarChart chart = new BarChart(
                "counts-" + id,
                title,
                "Stacked bars of healthy, benign and malignant patches; the numbers are in the table of all counts.",
                "patches",
                List.copyOf(legend.values()),
                bars);
        return Parts.figure(chart.svg(), Legend.areas(legend), title, "All patches of the archive that are in use.");
    }

    private Element examples() throws IOException {
        Element section = Parts.section("examples", "Examples");
        section.add(Parts.p("Patches of " + SourceImage.PATCH_SIDE + " by " + SourceImage.PATCH_SIDE
                + " pixels as they were cut, by class and zoom group."));
        List<DataSummary.Example> ordered = data.examples().stream()
                .sorted(Comparator.comparing((DataSummary.Example one) -> CLASSES.indexOf(one.classification()))
                        .thenComparing(DataSummary.Example::zoom))
                .toList();
        List<Element> strips = new ArrayList<>();
        for (DataSummary.Example example : ordered) {
            String folder = example.classification().equals("healthy") ? "healthy" : "lesion";
            String name = example.classification() + (example.zoom() == 0 ? "" : ", zoom " + example.zoom());
            List<Element> strip = new ArrayList<>();
            for (int id : example.patches().stream().limit(EXAMPLES_SHOWN).toList()) {
                strip.add(report.assets()
                        .figure("patches/" + folder + "/" + id + ".png", "Patch " + id + ", " + name, "patch " + id));
            }
            strips.add(Element.of("div").add(Element.of("h3", Names.title(name)), Parts.strip(strip)));
        }
        return section.add(Parts.pairs(strips));
    }

    private Element leakage() {
        Leakage leakage = results.leakage();
        Element section = Parts.section("leakage", "Leakage audit");
        section.add(Parts.callout(
                leakage.passed() ? "good" : "bad",
                leakage.passed() ? "Every check of the audit passed." : "The audit failed.",
                List.of("Computed from the patches that were really in the sets, not from the plan.")));
        List<List<Cell>> rows = new ArrayList<>();
        for (Leakage.Check check : leakage.checks()) {
            rows.add(List.of(
                    Cell.of(check.name()),
                    check.split() < 0 ? Cell.of("all", "") : Cell.count(check.split()),
                    Cell.of(check.passed() ? "passed" : "FAILED").emphasised(!check.passed()),
                    Cell.of(check.detail())));
        }
        return section.add(report.table(new Table(
                "leakage-audit",
                "Checks of the audit",
                List.of(
                        Column.text("check", "Check"),
                        Column.number("split", "Split"),
                        Column.text("result", "Result"),
                        Column.text("detail", "Found")),
                rows)));
    }

    private Element pixels() {
        Element section = Parts.section("pixels", "What two numbers per patch tell");
        section.add(
                Parts.p("AUC of the mean and the deviation of a patch's pixels, without any network. Where it is far "
                        + "from 0.5, part of a classifier's AUC may come from brightness or resampling."));
        if (results.pixelBaseline().isEmpty()) {
            return section.add(Parts.note("Not computed."));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (PixelBaseline one : results.pixelBaseline()) {
            rows.add(List.of(
                    Cell.of(Names.task(one.task()), one.task()),
                    Cell.of(one.label()),
                    Cell.of(Names.zooms(one.zoom()), one.zoom()),
                    Cell.of(one.feature()),
                    Cell.number(one.auc(), 3),
                    Cell.count(one.n())));
        }
        return section.add(report.table(new Table(
                "pixel-baseline",
                "AUC of single numbers: max(AUC, 1 − AUC), as they have no direction of their own",
                List.of(
                        Column.text("task", "Task"),
                        Column.text("class", "Class"),
                        Column.text("zoom", "Zoom groups"),
                        Column.text("feature", "Pixels'"),
                        Column.number("auc", "AUC"),
                        Column.number("n", "Patches")),
                rows)));
    }
}
