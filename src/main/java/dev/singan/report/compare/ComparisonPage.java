package dev.singan.report.compare;

import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Table;
import dev.singan.report.page.Layout;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The page of a comparison. */
final class ComparisonPage {
    private static final String INTERVALS =
            "Intervals of differences are made from the studies' own intervals by the method of variance "
                    + "estimates recovery (Zou and Donner, 2008), as if the studies were independent: where both tested the same patients they "
                    + "are wider than they need be. Where one does not hold zero the difference stands out; nothing corrects for how many are "
                    + "looked at.";

    private static final Pattern PAIR = Pattern.compile("\\.z[0-9]+\\.z[0-9]+$");

    private final StudyComparison comparison;
    private final ComparisonTables tables;
    private final ComparisonSummary summary;
    private final List<Table> shown = new ArrayList<>();

    ComparisonPage(StudyComparison comparison) {
        this.comparison = comparison;
        this.tables = new ComparisonTables(comparison);
        this.summary = new ComparisonSummary(comparison);
    }

    String html() {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Studies compared"));
        page.add(Element.styled("p", "lead").add(String.join(" ", summary.sentences())));
        warnings(page);
        page.add(Parts.section("studies", "Studies").add(show(tables.studies())));
        page.add(figures());
        page.add(values("parameters", "Parameters", "Parameter", comparison.parameters()));
        page.add(values("inputs", "Inputs", "Input", comparison.inputs()));
        page.add(values("versions", "Versions", "Version", comparison.versions()));
        String foot = "Written by singan-maven-plugin from "
                + comparison.studies().size() + " files results.json." + " A research report, not a medical device.";
        return Layout.alone("Studies compared", foot, page);
    }

    /** The tables of the page, once it is made. */
    List<Table> tables() {
        return List.copyOf(shown);
    }

    private void warnings(List<Node> page) {
        for (int i = 0; i < comparison.studies().size(); i++) {
            List<String> warnings = comparison.studies().get(i).results().warnings();
            boolean real = comparison.studies().get(i).results().data().real();
            if (!real || !warnings.isEmpty()) {
                List<String> lines = new ArrayList<>(warnings);
                if (!real) {
                    lines.add(0, "Its images are the phantom's: its figures say nothing about breast cancer.");
                }
                page.add(Parts.callout("warn", "Study " + (i + 1), lines));
            }
        }
    }

    private Element figures() {
        Element section = Parts.section("figures", "Figures")
                .add(show(tables.figures("compare-auc", "AUC of the class that each task is about", summary.main())))
                .add(Parts.note(INTERVALS));
        List<ComparedFigure> differing =
                comparison.figures().stream().filter(one -> !one.isSame()).toList();
        return differing.isEmpty() ? section : section.add(differing(differing));
    }

    /** The page has those of the main comparison; the pairs of zoom groups, of which there are thousands, are in the CSV file alone. */
    private Element differing(List<ComparedFigure> differing) {
        Table all = tables.figures("compare-figures", "Every figure that differs", differing);
        shown.add(all);
        List<ComparedFigure> main = differing.stream()
                .filter(one -> !PAIR.matcher(one.name()).find())
                .toList();
        Element link = Element.of("p")
                .add(Element.of("a", all.caption()).attr("href", all.csvPath()))
                .add(" (CSV, " + Names.plural(differing.size(), "row", "rows") + ")");
        return Parts.details(
                Names.plural(differing.size(), "figure differs", "figures differ") + ", of "
                        + comparison.figures().size(),
                show(tables.figures("compare-main", "Figures of the main comparison that differ", main)),
                link);
    }

    private Element values(String id, String title, String column, List<ComparedValue> values) {
        List<ComparedValue> differing =
                values.stream().filter(one -> !one.isSame()).toList();
        Element section = Parts.section(id, title);
        if (differing.isEmpty()) {
            return section.add(Parts.p("None differs, of " + values.size() + "."));
        }
        return section.add(show(tables.values("compare-" + id, title + " that differ", column, differing)));
    }

    private Element show(Table table) {
        shown.add(table);
        return table.html();
    }
}
