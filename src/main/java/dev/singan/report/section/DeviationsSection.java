package dev.singan.report.section;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Published;
import dev.singan.report.part.Report;
import java.util.ArrayList;
import java.util.List;

/** What the published code does that a careful study must not, and which of it this study does. */
public final class DeviationsSection {
    private final Report report;
    private final Protocol protocol;

    /** Whether the study has the switches of the protocol that it names; of other ones the results tell nothing but whether leaks fail. */
    private final boolean preset;

    private DeviationsSection(Report report) {
        this.report = report;
        protocol = Protocol.named(report.results().protocol());
        preset = report.results().leakage().fails() == null;
    }

    public static Element of(Report report) {
        return new DeviationsSection(report).section();
    }

    private Element section() {
        String what = "What the thesis's code does that a careful study must not, and what takes its place. ";
        return Parts.section("deviations", "The published code, and this study")
                .add(Parts.p(what + here()))
                .add(report.table(table()));
    }

    private String here() {
        if (!preset) {
            return "This study has switches of its own, which its results do not name.";
        }
        int there = protocol.deviations().size();
        String count = there == 0 ? "none" : there == Deviation.values().length ? "all" : Integer.toString(there);
        return "Under the protocol " + protocol.name() + " this study does " + count + " of it as published.";
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Deviation deviation : Deviation.values()) {
            String here = protocol.has(deviation) ? "as published" : "instead";
            rows.add(List.of(
                    Cell.of(deviation.step()),
                    Cell.of(deviation.published()),
                    Cell.of(deviation.strict()),
                    Cell.of(preset ? here : "unknown")));
        }
        return new Table(
                "deviations-table",
                "What the published code does, and what a careful study does instead; source: " + Published.CODE,
                List.of(
                        Column.text("step", "Step"),
                        Column.text("published", "Published code"),
                        Column.text("instead", "Instead"),
                        Column.text("here", "This study")),
                rows);
    }
}
