package dev.singan.report.page;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of CLAIM 2024 (Tejani et al., Radiology: Artificial Intelligence 2024) and TRIPOD+AI (Collins et al., BMJ 2024)
 * in short words: where the report fills them, and which are left to the authors.
 */
final class Checklists {
    private static final String OPEN = "open";

    private Checklists() {}

    static List<Element> of(Report report) throws IOException {
        return List.of(section(report, "claim-2024", "CLAIM 2024"), section(report, "tripod-ai", "TRIPOD+AI"));
    }

    private static Element section(Report report, String id, String title) throws IOException {
        List<List<Cell>> rows = new ArrayList<>();
        List<String> named = new ArrayList<>();
        boolean real = report.results().data().real();
        for (String[] item : items(id)) {
            boolean isOpen = item[2].equals(OPEN);
            if (isOpen) {
                named.add(item[1] + " (" + item[0] + ")");
            }
            Cell where = isOpen || item[3].isEmpty()
                    ? Cell.of(item[4])
                    : Cell.of(item[4]).withLink(item[3]);
            rows.add(List.of(
                    Cell.of(item[0]),
                    Cell.of(item[1]),
                    Cell.of(isOpen ? "left open" : item[2], item[2]).emphasised(isOpen),
                    where));
        }
        int open = named.size();
        Element section = Parts.section(id, title + " checklist");
        section.add(Parts.p(
                (rows.size() - open) + " of " + rows.size() + " items are filled, wholly or in part, by this build; "
                        + open + " are left open, as only the authors of a study can fill them."
                        + (real ? "" : " Items on patients are filled in form only: the data are the phantom's.")));
        if (open > 0) {
            section.add(Element.of("p").add(Element.of("strong", "Left open: ")).add(String.join("; ", named) + "."));
        }
        Table table = new Table(
                id + "-items",
                title + " in short words, and where this report answers",
                List.of(
                        Column.text("item", "Item"),
                        Column.text("asks", "Asks for"),
                        Column.text("state", "State"),
                        Column.text("where", "Where, or what is missing")),
                rows);
        return section.add(Parts.details("All items", report.table(table)));
    }

    /** Lines of tab-separated item, question, state, link and words. */
    private static List<String[]> items(String id) throws IOException {
        String resource = "/dev/singan/report/" + id + ".tsv";
        try (InputStream in = Checklists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}
