package dev.singan.report.page;

import dev.singan.report.chart.Axis;
import dev.singan.report.chart.IntervalChart;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Published;
import dev.singan.report.part.Report;
import dev.singan.study.results.Results;
import dev.singan.study.results.SifidReference;
import dev.singan.study.results.SinganSummary;
import dev.singan.study.results.SyntheticDetection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The page on the trained models, their samples and the samples' scores. */
public final class SinganPage {
    private final Report report;
    private final Results results;

    private SinganPage(Report report) {
        this.report = report;
        this.results = report.results();
    }

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        return new SinganPage(report).content();
    }

    /** A sample of a SinGAN. */
    static Element sample(Report report, int id, int number) throws IOException {
        String file = String.format(Locale.ROOT, "synthetic/%d/%04d.png", id, number);
        return report.assets()
                .figure(file, "Synthetic sample " + number + " of the SinGAN of patch " + id, "synthetic " + number);
    }

    private List<Node> content() throws IOException {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "SinGANs"));
        page.add(Element.styled("p", "lead")
                .add(Names.plural(results.singans().size(), "SinGAN", "SinGANs")
                        + ", each trained on one malignant patch at "
                        + results.study().ganSize() + " by " + results.study().ganSize() + " pixels."));
        page.add(Layout.reminders(results));
        if (results.singans().isEmpty()) {
            page.add(Parts.note("No SinGAN was trained in this study."));
            return page;
        }
        page.add(scores());
        page.add(detection());
        Element each = Parts.section("each", "Each SinGAN");
        for (SinganSummary singan : results.singans()) {
            each.add(SinganCard.of(report, singan));
        }
        page.add(each);
        return page;
    }

    private Element scores() {
        Element section = Parts.section("sifid", "How like their sources the samples are");
        section.add(
                Parts.p("SiFID compares the distribution of local features of a sample with that of its source: lower "
                        + "is more alike. " + layers() + " Scores of different layers or weights cannot be compared."));
        section.add(Parts.p(
                "Diversity is the samples' deviation from each other, as a share of the source's own contrast: 0 where"
                        + " all samples are the same. Distances are root mean squares of pixels between 0 and 1: a sample"
                        + " much nearer to the source than to any other sample would be a copy of it (memorisation)."));
        chart(section);
        section.add(report.table(table()));
        MemorisationTable.of(results)
                .ifPresent(table -> section.add(Parts.p(MemorisationTable.words(results)), report.table(table)));
        section.add(report.table(references()));
        section.add(Parts.details("Published SiFID, for comparison", report.table(Published.sifid())));
        return section;
    }

    private String layers() {
        List<String> layers = results.singans().stream()
                .flatMap(one -> one.sifid() == null ? Stream.empty() : Stream.of(one.sifid()))
                .map(one -> one.layer() + " (weights: " + one.weights() + ")")
                .distinct()
                .toList();
        return layers.isEmpty() ? "No score was computed." : "Features here: " + String.join("; ", layers) + ".";
    }

    private void chart(Element section) {
        List<IntervalChart.Row> rows = new ArrayList<>();
        for (SinganSummary one : results.singans()) {
            SinganSummary.Sifid sifid = one.sifid();
            if (sifid != null && sifid.median() > 0) {
                rows.add(new IntervalChart.Row(
                        "SinGAN of patch " + one.id(), 2, sifid.median(), sifid.q1(), sifid.q3()));
            }
        }
        for (SifidReference one : results.sifidReferences()) {
            if (one.mean() > 0) {
                rows.add(new IntervalChart.Row(reference(one.kind()), 5, one.mean(), null, null));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        double low = rows.stream()
                .mapToDouble(row -> row.low() == null || row.low() <= 0 ? row.value() : row.low())
                .min()
                .orElse(0.1);
        double high = rows.stream()
                .mapToDouble(row -> row.high() == null ? row.value() : row.high())
                .max()
                .orElse(1);
        String title = "SiFID by SinGAN";
        IntervalChart chart = new IntervalChart(
                "sifid-chart",
                title,
                "Median SiFID of each SinGAN with its quartiles on a logarithmic axis, and reference points; the"
                        + " numbers are in the table below.",
                Axis.logarithmic("SiFID (logarithmic)", low, high),
                null,
                rows,
                4);
        section.add(Parts.grid(List.of(Parts.figure(
                chart.svg(),
                null,
                title,
                "Blue: median and quartiles over the samples. Orange: means of the reference points."))));
    }

    private static String reference(String kind) {
        return switch (kind) {
            case "noise" -> "White noise";
            case "real" -> "Other real malignant patches";
            default -> Names.title(kind);
        };
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (SinganSummary one : results.singans()) {
            SinganSummary.Sifid sifid = one.sifid();
            SinganSummary.Nearest nearest = one.nearest();
            rows.add(List.of(
                    Cell.of("patch " + one.id(), Integer.toString(one.id())).withLink("#singan-" + one.id()),
                    Cell.of(one.source().format()),
                    Cell.count(one.source().zoom()),
                    Cell.number(sifid == null ? null : sifid.mean(), 4),
                    Cell.number(sifid == null ? null : sifid.sd(), 4),
                    Cell.number(sifid == null ? null : sifid.median(), 4),
                    Cell.number(sifid == null ? null : sifid.q1(), 4),
                    Cell.number(sifid == null ? null : sifid.q3(), 4),
                    Cell.count(sifid == null ? null : sifid.n()),
                    Cell.number(one.diversity(), 3),
                    Cell.number(nearest == null ? null : nearest.sourceMin(), 3),
                    Cell.number(nearest == null ? null : nearest.samplesMean(), 3)));
        }
        return new Table(
                "sifid-table",
                "SiFID, diversity and distance to the source of each SinGAN's samples",
                List.of(
                        Column.text("source", "Source"),
                        Column.text("format", "Format"),
                        Column.number("zoom", "Zoom"),
                        Column.number("sifid_mean", "SiFID mean"),
                        Column.number("sifid_sd", "SD (n−1)"),
                        Column.number("sifid_median", "Median"),
                        Column.number("sifid_q1", "Quartile 1"),
                        Column.number("sifid_q3", "Quartile 3"),
                        Column.number("samples", "Samples"),
                        Column.number("diversity", "Diversity"),
                        Column.number("nearest_source", "Nearest to source (RMS)"),
                        Column.number("among_samples", "Nearest other sample (RMS)")),
                rows);
    }

    private Table references() {
        List<List<Cell>> rows = new ArrayList<>();
        for (SifidReference one : results.sifidReferences()) {
            rows.add(List.of(
                    Cell.of(reference(one.kind()), one.kind()),
                    Cell.number(one.mean(), 4),
                    Cell.number(one.sd(), 4),
                    Cell.count(one.n()),
                    Cell.of(one.layer()),
                    Cell.of(one.weights())));
        }
        return new Table(
                "sifid-references",
                "Reference points for SiFID: nothing in common, and another patient's lesion",
                List.of(
                        Column.text("kind", "Reference"),
                        Column.number("mean", "Mean"),
                        Column.number("sd", "SD (n−1)"),
                        Column.number("n", "Images"),
                        Column.text("layer", "Layer"),
                        Column.text("weights", "Weights")),
                rows);
    }

    private Element detection() {
        Element section = Parts.section("detection", "Can a classifier tell them from real ones?");
        SyntheticDetection one = results.syntheticDetection();
        if (one == null) {
            return section.add(Parts.note("Not computed: there were no samples."));
        }
        Element tiles = Element.styled("div", "tiles");
        tiles.add(Parts.tile(
                "AUC, synthetic against real malignant",
                Numbers.fixed(one.auc(), 3),
                "95\u202f% interval by patient and source " + Numbers.fixed(one.low(), 3) + " to "
                        + Numbers.fixed(one.high(), 3) + "; SD over " + one.divisions() + " divisions into folds "
                        + Numbers.fixed(one.sd(), 3) + "; "
                        + Names.plural(one.real(), "real patch", "real patches") + ", "
                        + Names.plural(one.synthetic(), "sample", "samples")));
        return section.add(Parts.p(
                        "0.5 means that they cannot be told apart by a linear classifier on the backbone's features, "
                                + "1 that it always can. " + Names.title(one.note())
                                + (one.note().isEmpty() || one.note().endsWith(".") ? "" : ".")))
                .add(tiles);
    }
}
