package dev.singan.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.report.check.CheckResult;
import dev.singan.report.check.CheckResult.Status;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Table;
import dev.singan.report.part.Assets;
import dev.singan.report.part.Names;
import dev.singan.report.part.Page;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.report.section.DeviationsSection;
import dev.singan.study.results.Definition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The page on how the figures were made, whether they agree with the accepted ones, and what reporting guidelines ask. */
public final class ReproducibilityPage {
    private final Report report;
    private final Definition study;

    private ReproducibilityPage(Report report) {
        this.report = report;
        this.study = report.results().study();
    }

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        return new ReproducibilityPage(report).content();
    }

    private List<Node> content() throws IOException {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Reproducibility"));
        page.add(Element.styled("p", "lead")
                .add("What it takes to make these figures again, and whether they agree with the accepted ones."));
        page.add(Layout.reminders(report.results()));
        page.add(command());
        page.add(checks());
        page.add(DeviationsSection.of(report));
        page.add(parameters());
        page.add(manifest());
        page.addAll(Checklists.of(report));
        page.add(images());
        return page;
    }

    private Element command() {
        Element section = Parts.section("command", "The exact command");
        JsonNode manifest = report.manifest();
        JsonNode command = manifest == null ? null : manifest.get("command");
        if (command != null && command.isTextual()) {
            return section.add(Element.of("pre").add(Element.of("code", command.asText())));
        }
        return section.add(Parts.note("The manifest does not name the command."));
    }

    private Element checks() {
        CheckResult check = report.check();
        Element section = Parts.section("checks", "Checks and agreement with the reference");
        String counts = check.count(Status.PASSED) + " passed, " + check.count(Status.FAILED) + " failed, "
                + check.count(Status.SKIPPED) + " skipped.";
        section.add(Parts.callout(
                check.passed() ? "good" : "bad",
                check.passed() ? "No check failed." : "Checks failed.",
                List.of(counts)));
        List<CheckResult.Case> notable = new ArrayList<>(check.ended(Status.FAILED));
        notable.addAll(check.ended(Status.SKIPPED));
        check.ended(Status.PASSED).stream()
                .filter(one -> one.group().equals("threshold"))
                .forEach(notable::add);
        if (!notable.isEmpty()) {
            section.add(report.table(
                    table("checks-notable", "Failures, what was skipped and why, and thresholds", notable)));
        }
        List<CheckResult.Case> references = check.cases().stream()
                .filter(one -> one.group().equals("reference") && one.expected() != null)
                .toList();
        if (!references.isEmpty()) {
            section.add(report.table(agreement(references)));
        }
        return section.add(report.csvOnly(table("checks-all", "Every check", check.cases())));
    }

    private static Table table(String id, String caption, List<CheckResult.Case> cases) {
        List<List<Cell>> rows = new ArrayList<>();
        for (CheckResult.Case one : cases) {
            rows.add(List.of(
                    Cell.of(one.name()),
                    Cell.of(one.group()),
                    Cell.of(one.status().name().toLowerCase(Locale.ROOT)).emphasised(one.status() == Status.FAILED),
                    Cell.number(one.measured(), 4),
                    Cell.number(one.expected(), 4),
                    Cell.number(one.tolerance(), 4),
                    Cell.of(one.message())));
        }
        return new Table(
                id,
                caption,
                List.of(
                        Column.text("check", "Check"),
                        Column.text("group", "Group"),
                        Column.text("status", "Result"),
                        Column.number("measured", "Here"),
                        Column.number("expected", "Expected"),
                        Column.number("tolerance", "Tolerance"),
                        Column.text("message", "Found")),
                rows);
    }

    /** The largest deviation of each kind of figure, as a share of its tolerance. */
    private static Table agreement(List<CheckResult.Case> references) {
        TreeMap<String, CheckResult.Case> worst = new TreeMap<>();
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (CheckResult.Case one : references) {
            String name = one.name().substring(one.name().indexOf(": ") + 2);
            String family = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            worst.merge(family, one, (a, b) -> distance(a) >= distance(b) ? a : b);
            counts.merge(family, 1, Integer::sum);
        }
        List<List<Cell>> rows = new ArrayList<>();
        worst.forEach((family, one) -> rows.add(List.of(
                Cell.of(Names.metric(family), family),
                Cell.count(counts.get(family)),
                Cell.of(one.name()),
                Cell.number(one.measured(), 4),
                Cell.number(one.expected(), 4),
                Cell.number(distance(one), 4),
                Cell.number(one.tolerance(), 4))));
        return new Table(
                "agreement",
                "Agreement with the reference results: the largest deviation of each kind of figure that is held",
                List.of(
                        Column.text("figure", "Kind of figure"),
                        Column.number("compared", "Compared"),
                        Column.text("worst", "Largest deviation at"),
                        Column.number("here", "Here"),
                        Column.number("reference", "Reference"),
                        Column.number("deviation", "Deviation"),
                        Column.number("tolerance", "Tolerance")),
                rows);
    }

    private static double distance(CheckResult.Case one) {
        Double measured = one.measured();
        Double expected = one.expected();
        return measured == null || expected == null ? 0 : Math.abs(measured - expected);
    }

    private Element parameters() {
        List<List<Cell>> rows = new ArrayList<>();
        new TreeMap<>(study.parameters()).forEach((key, value) -> rows.add(List.of(Cell.of(key), Cell.of(value))));
        Element section = Parts.section("parameters", "Parameters");
        section.add(Parts.p("Seed " + study.seed() + "; backbone " + study.backbone() + ", weights: "
                + study.backboneWeights() + "."));
        return rows.isEmpty()
                ? section.add(Parts.note("The results name no parameters."))
                : section.add(report.table(new Table(
                        "study-parameters",
                        "Every parameter of the study",
                        List.of(Column.text("parameter", "Parameter"), Column.text("value", "Value")),
                        rows)));
    }

    private Element manifest() {
        Element section = Parts.section("manifest", "Manifest");
        JsonNode manifest = report.manifest();
        if (manifest == null) {
            return section.add(Parts.callout(
                    "warn",
                    "There is no manifest.json.",
                    List.of("Versions, hardware, hashes, time and memory were not recorded. A build with the plugin"
                            + " writes it; this report was made without.")));
        }
        section.add(Element.of("p")
                .add("What this build was made of, as ")
                .add(Element.of("a", "manifest.json").attr("href", "manifest.json"))
                .add(" records it, with the SHA-256 of every file of this report; the goal verify-manifest holds"
                        + " the one against the other."));
        section.add(new ManifestTables(report).of(manifest));
        return report.run() == null ? section : section.add(run());
    }

    private static Element run() {
        return Element.of("p")
                .add("Hardware, time and memory of each phase are on the page ")
                .add(Element.of("a", "Run").attr("href", Page.RUN.file()))
                .add(", the one that differs between two builds of the same results.");
    }

    private Element images() {
        Assets assets = report.assets();
        Element section = Parts.section("images", "Images of this report");
        section.add(
                Parts.p(Names.plural(assets.copied().size(), "image", "images") + " copied from the working folder; "
                        + assets.omitted() + " left out for the size of the report; "
                        + assets.missing().size()
                        + " not in the working folder."));
        return section;
    }
}
