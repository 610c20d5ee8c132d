package dev.singan.report.page;

import dev.singan.base.ReportFolder;
import dev.singan.report.chart.Axis;
import dev.singan.report.chart.IntervalChart;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Page;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Published;
import dev.singan.report.part.Report;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Results;
import dev.singan.study.results.SinganSummary;
import dev.singan.study.results.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first page: what was asked, on which data, and the answer in one table and one figure. */
public final class Overview {
    private static final int SOURCES_SHOWN = 4;
    private static final int SAMPLES_SHOWN = 3;

    private final Report report;
    private final Results results;
    private final Definition study;
    private final Scores scores;
    private final Findings findings;

    private Overview(Report report) {
        this.report = report;
        this.results = report.results();
        this.study = results.study();
        this.scores = new Scores(results);
        this.findings = new Findings(study, scores);
    }

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        return new Overview(report).content();
    }

    private List<Node> content() throws IOException {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Do samples of SinGANs help to tell malignant lesions?"));
        page.add(Element.styled("p", "lead").add(question()));
        page.add(Layout.banners(results));
        page.add(tiles());
        page.add(answer());
        page.add(samples());
        page.add(published());
        page.add(files());
        return page;
    }

    private String question() {
        return "A SinGAN learns from one malignant patch and draws new ones. Each arm of the study adds samples of a "
                + "different number of SinGANs to the training set of a linear classifier on a frozen backbone ("
                + study.backbone() + "), and is compared with the baseline that adds none: "
                + Names.plural(results.data().patients(), "patient", "patients") + ", "
                + Names.plural(patches(), "patch", "patches") + ", "
                + Names.splits(study) + ".";
    }

    private long patches() {
        return results.data().counts().stream().mapToLong(one -> one.patches()).sum();
    }

    private Element tiles() {
        Element tiles = Element.styled("div", "tiles");
        for (String task : study.tasks()) {
            String label = Names.mainClass(task);
            scores.primary(task, "baseline", label, Scores.AUC)
                    .ifPresent(base -> tiles.add(Parts.tile(
                            "AUC " + label + ", baseline",
                            Numbers.fixed(base.mean(), 3),
                            scores.level() + " interval " + Numbers.fixed(base.low(), 3) + " to "
                                    + Numbers.fixed(base.high(), 3) + ", "
                                    + Names.plural(base.splits(), "split", "splits"))));
            findings.best(task).ifPresent(best -> tiles.add(bestTile(best, label)));
        }
        return tiles;
    }

    private static Element bestTile(Summary best, String label) {
        return Parts.tile(
                "Best SinGAN arm minus baseline, " + label,
                Numbers.signed(best.difference(), 3),
                Names.arm(best.arm()) + ", adjusted p " + Numbers.p(best.pAdjusted(), best.pAdjustedError()) + ": "
                        + Verdict.of(best));
    }

    private Element answer() {
        Element section = Parts.section("answer", "The answer");
        scores.primaryComparison()
                .ifPresent(one ->
                        section.add(Parts.callout("short", "The primary comparison", List.of(findings.primary(one)))));
        List<String> verdicts = study.tasks().stream()
                .flatMap(task -> findings.inShort(task).stream())
                .toList();
        if (!verdicts.isEmpty()) {
            section.add(Parts.callout("short", "In short", verdicts));
        }
        section.add(Parts.p("AUC of each class against the others on test patients, mean over the splits, with "
                + scores.level() + " intervals of a bootstrap by patient (" + Numbers.count(study.bootstrap())
                + " draws). Differences to the baseline are paired; p values, whose Monte Carlo errors are in the CSV, are corrected by Holm's"
                + " method over the "
                + (study.family().equals("arms") ? "arms, for each class by itself" : "arms times classes")
                + ". There is one set of SinGANs, and one seed of the classifiers: intervals and p values hold for these trained"
                + " models, and tell what other patients would change, not what another training would. Zoom groups "
                + Names.zooms(study.primaryZoom())
                + ". The last column of a table is published, not ours; "
                + "the thesis gives one augmented figure without telling the numbers of SinGANs apart."));
        List<Element> charts = new ArrayList<>();
        for (String task : study.tasks()) {
            section.add(Element.of("h3", Names.task(task)), report.table(table(task)));
            forest(task).ifPresent(charts::add);
        }
        return section.add(Parts.grid(charts));
    }

    private Table table(String task) {
        List<String> classes = scores.tellingClasses(task);
        String main = Names.mainClass(task);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("arm", "Arm"));
        for (String label : classes) {
            columns.add(Column.number("auc_" + label, "AUC " + label));
            columns.add(Column.machine("low_" + label));
            columns.add(Column.machine("high_" + label));
        }
        columns.add(Column.number("difference_" + main, Names.title(main) + " − baseline"));
        columns.add(Column.number("p_adjusted", "Adjusted p"));
        columns.add(Column.machine("p_adjusted_error"));
        columns.add(Column.text("published_" + main, "Published (thesis)"));
        List<List<Cell>> rows = new ArrayList<>();
        for (String arm : study.arms()) {
            rows.add(row(task, arm, classes, main));
        }
        return new Table("answer-" + Table.slug(task), Names.task(task) + ": AUC by arm and class", columns, rows);
    }

    private List<Cell> row(String task, String arm, List<String> classes, String main) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(Names.arm(arm), arm));
        for (String label : classes) {
            Summary one = scores.primary(task, arm, label, Scores.AUC).orElse(null);
            row.add(Scores.cell(one));
            row.add(Cell.number(one == null ? null : one.low(), 3));
            row.add(Cell.number(one == null ? null : one.high(), 3));
        }
        Summary one = scores.primary(task, arm, main, Scores.AUC).orElse(null);
        row.add(one == null ? Cell.missing() : Cell.of(Scores.difference(one), Numbers.exact(one.difference())));
        row.add(one == null ? Cell.missing() : Cell.p(one.pAdjusted()));
        row.add(Cell.number(one == null ? null : one.pAdjustedError(), 3));
        row.add(publishedCell(task, arm));
        return row;
    }

    private static Cell publishedCell(String task, String arm) {
        if (task.equals("binary")) {
            return arm.equals("baseline") ? Cell.of(Published.BINARY_AUC) : Cell.missing();
        }
        if (arm.equals("baseline")) {
            return Cell.of(Published.BASELINE_AUC);
        }
        return Names.isSingan(arm) ? Cell.of(Published.AUGMENTED_AUC) : Cell.missing();
    }

    private Optional<Element> forest(String task) {
        String label = Names.mainClass(task);
        List<IntervalChart.Row> rows = new ArrayList<>();
        for (String arm : study.arms()) {
            scores.primary(task, arm, label, Scores.AUC)
                    .filter(one -> one.mean() != null)
                    .ifPresent(one -> rows.add(new IntervalChart.Row(
                            Names.arm(arm),
                            Names.style(arm, study.arms()),
                            one.mean() == null ? 0 : one.mean(),
                            one.low(),
                            one.high())));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double low = rows.stream()
                .mapToDouble(row -> row.low() == null ? row.value() : row.low())
                .min()
                .orElse(0);
        double high = rows.stream()
                .mapToDouble(row -> row.high() == null ? row.value() : row.high())
                .max()
                .orElse(1);
        String title = "AUC " + label + " by arm";
        IntervalChart chart = new IntervalChart(
                "forest-" + Table.slug(task),
                title,
                "Mean AUC of the class " + label
                        + " with interval for each arm; the same figures are in the table above.",
                Axis.covering("AUC " + label, low, Math.min(1, high), 5),
                rows.get(0).value(),
                rows,
                3);
        return Optional.of(Parts.figure(
                chart.svg(),
                null,
                title,
                "Points: mean over the splits; lines: " + scores.level() + " interval; dashed: the baseline."));
    }

    private Element samples() throws IOException {
        Element section = Parts.section("samples", "Sources and samples");
        if (results.singans().isEmpty()) {
            return section.add(Parts.note("No SinGAN was trained."));
        }
        section.add(Parts.p("In each row the malignant patch that a SinGAN learned from, and samples of it."));
        List<Element> strips = new ArrayList<>();
        for (SinganSummary singan :
                results.singans().stream().limit(SOURCES_SHOWN).toList()) {
            strips.add(Parts.strip(strip(singan)));
        }
        section.add(Parts.pairs(strips));
        return section.add(Element.of("p")
                .add("All SinGANs, their scores and how near their samples come to the source are on the ")
                .add(Element.of("a", "page of the SinGANs").attr("href", Page.SINGANS.file()))
                .add("."));
    }

    private List<Element> strip(SinganSummary singan) throws IOException {
        List<Element> strip = new ArrayList<>();
        strip.add(report.assets()
                .figure(
                        "patches/lesion/" + singan.id() + ".png",
                        "Malignant source patch " + singan.id(),
                        "source, patch " + singan.id()));
        for (int i = 0; i < SAMPLES_SHOWN; i++) {
            strip.add(SinganPage.sample(report, singan.id(), i));
        }
        return strip;
    }

    private Element published() {
        return Parts.section("published-figures", "What was published")
                .add(Parts.p(
                        "Figures of the thesis and its follow-up, on BCDR mammograms with a ResNet50 pretrained on "
                                + "ImageNet. They are no results of this build and stand here for comparison."))
                .add(report.table(Published.figures()));
    }

    private static Element files() {
        Element list = Element.of("ul");
        list.add(
                file(ReportFolder.RESULTS, "every figure, unrounded"),
                file(ReportFolder.RESULTS_SCHEMA, "its JSON schema"));
        list.add(
                file(ReportFolder.SUMMARY, "the answer in Markdown"),
                file(ReportFolder.CHECKS, "the checks as JUnit XML"));
        list.add(file(ReportFolder.BADGE, "an endpoint badge with the main AUC"));
        return Parts.section("files", "Files for machines")
                .add(list)
                .add(Parts.p("Every table has a link to its CSV file, with unrounded numbers."));
    }

    private static Element file(String name, String what) {
        return Element.of("li").add(Element.of("a", name).attr("href", name)).add(": " + what);
    }
}
