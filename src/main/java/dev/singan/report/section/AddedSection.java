package dev.singan.report.section;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How many samples each arm added to training, and from which SinGAN. */
public final class AddedSection {
    private AddedSection() {}

    public static Element of(Report report) {
        Element section = Parts.section("added", "What each arm added");
        section.add(Parts.p(
                "Samples or copies added to the training set, in all and by source in the order of the SinGANs."));
        String zoom = report.results().study().primaryZoom();
        List<List<Cell>> rows = new ArrayList<>();
        for (Added one : report.results().added()) {
            if (one.trainZoom().equals(zoom)) {
                String each = one.perSingan().stream().map(String::valueOf).collect(Collectors.joining(" + "));
                rows.add(List.of(
                        Cell.of(Names.arm(one.arm()), one.arm()),
                        Cell.of(one.task()),
                        Cell.count(one.split()),
                        Cell.count(one.added()),
                        Cell.of(each.isEmpty() ? "–" : each, each.replace(" ", "")),
                        Cell.of(one.note())));
            }
        }
        if (rows.isEmpty()) {
            return section.add(Parts.note("No arm added anything."));
        }
        Element table = report.table(new Table(
                "added-samples",
                "Samples added by arm and split, zoom groups " + Names.zooms(zoom),
                List.of(
                        Column.text("arm", "Arm"),
                        Column.text("task", "Task"),
                        Column.number("split", "Split"),
                        Column.number("added", "Added"),
                        Column.text("by_source", "By source"),
                        Column.text("note", "Note")),
                rows));
        return section.add(rows.size() > 15 ? Parts.details("The table (" + rows.size() + " rows)", table) : table);
    }
}
