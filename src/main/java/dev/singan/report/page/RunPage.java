package dev.singan.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.report.chart.BarChart;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Page;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Stamp;
import dev.singan.study.results.SinganSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on when, where and how fast the figures were made: the one page that differs between two builds of the same results. */
public final class RunPage {
    /** Figures for the other pages, which a script shows in their place. */
    public static final String SCRIPT = "run.js";

    /** The order in which the study's build runs its goals; other executions follow by name. */
    private static final List<String> ORDER =
            List.of("weights", "phantom", "extract", "metadata", "train", "augment", "classify", "evaluate");

    private final Report report;
    private final Manifest.Run run;
    private final Map<String, Stamp.Run> phases = new LinkedHashMap<>();

    private RunPage(Report report) {
        this.report = report;
        this.run = Objects.requireNonNull(report.run(), "the page is only written of a run");
        ORDER.forEach(name -> {
            if (run.phases().containsKey(name)) {
                phases.put(name, run.phases().get(name));
            }
        });
        run.phases().forEach(phases::putIfAbsent);
    }

    /** The page's content. */
    public static List<Node> content(Report report) {
        return new RunPage(report).content();
    }

    /** Training times by SinGAN as a script that sets one variable, as a page opened from disk can read no JSON file. */
    public static String script(Manifest.Run run) {
        StringBuilder script =
                new StringBuilder("// How long parts of the study took, for site.js.\nwindow.singanRun = {");
        String separator = "\n";
        for (Map.Entry<String, Stamp.Run> part : run.parts().entrySet()) {
            script.append(separator)
                    .append("  \"")
                    .append(part.getKey().replaceAll("[^A-Za-z0-9_./-]", "_"))
                    .append("\": \"");
            script.append(Numbers.seconds(part.getValue().seconds())).append('"');
            separator = ",\n";
        }
        return script.append("\n};\n").toString();
    }

    private List<Node> content() {
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Run"));
        page.add(Element.styled("p", "lead").add("How long this build took, with how much memory, on which machine."));
        page.add(Layout.reminders(report.results()));
        page.add(Parts.p(
                "All other pages are the same, byte for byte, whenever the results are the same. This page, its tables"
                        + " and "
                        + SCRIPT + " are not, so manifest.json lists their hashes apart, under \"run\"."));
        page.add(tiles());
        page.add(phases());
        singans().ifPresent(page::add);
        page.add(machine());
        return page;
    }

    private Element tiles() {
        double seconds =
                phases.values().stream().mapToDouble(Stamp.Run::seconds).sum();
        long memory = phases.values().stream()
                .mapToLong(Stamp.Run::peakMemoryMegabytes)
                .max()
                .orElse(0);
        Element tiles = Element.styled("div", "tiles");
        tiles.add(Parts.tile("All phases together", Numbers.seconds(seconds), "each as it last ran to its end"));
        if (memory > 0) {
            tiles.add(Parts.tile(
                    "Most memory of the worker processes", memory(memory), "held by all of a phase together"));
        }
        return tiles.add(Parts.tile(
                "Report written",
                run.written().substring(0, 10),
                "at " + run.written().substring(11).replace("Z", "") + " UTC"));
    }

    private Element phases() {
        Element section = Parts.section("phases", "Phases");
        List<BarChart.Bar> bars = new ArrayList<>();
        phases.forEach((name, one) ->
                bars.add(new BarChart.Bar(name, Numbers.seconds(one.seconds()), List.of(one.seconds()))));
        if (!bars.isEmpty()) {
            section.add(Parts.grid(List.of(times(
                    "phase-times",
                    "Time by phase",
                    bars,
                    "Wall-clock time of each phase's last run. What is up to date is not run again."))));
        }
        List<List<Cell>> rows = new ArrayList<>();
        phases.forEach((name, one) -> rows.add(List.of(
                Cell.of(name),
                Cell.number(one.seconds(), 1),
                one.peakMemoryMegabytes() == 0 ? Cell.of("in the build", "") : Cell.count(one.peakMemoryMegabytes()),
                Cell.of(one.ended()),
                Cell.of(one.command()))));
        return section.add(report.table(new Table(
                        "run-phases",
                        "Time and memory of each phase",
                        List.of(
                                Column.text("phase", "Phase"),
                                Column.number("seconds", "Time (s)"),
                                Column.number("peak_memory_megabytes", "Peak memory of workers (MB)"),
                                Column.text("ended", "Ended (UTC)"),
                                Column.text("command", "Run by")),
                        rows)))
                .add(Parts.note("\"In the build\": the phase forks no process; its memory is part of Maven's own."));
    }

    private Optional<Element> singans() {
        List<List<Cell>> rows = new ArrayList<>();
        List<BarChart.Bar> bars = new ArrayList<>();
        for (SinganSummary singan : report.results().singans()) {
            Stamp.Run one = training(run, singan.id());
            if (one != null) {
                bars.add(new BarChart.Bar(
                        "SinGAN of patch " + singan.id(), Numbers.seconds(one.seconds()), List.of(one.seconds())));
                rows.add(List.of(
                        Cell.of("patch " + singan.id(), Integer.toString(singan.id()))
                                .withLink(Page.SINGANS.file() + "#singan-" + singan.id()),
                        Cell.number(one.seconds(), 1),
                        Cell.of(singan.engine()),
                        Cell.count(singan.scales().size()),
                        Cell.of(one.ended())));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Element section = Parts.section("training", "Training of each SinGAN");
        section.add(Parts.grid(List.of(times(
                "training-times",
                "Training time by SinGAN",
                bars,
                "SinGANs are trained side by side in worker processes; of one that was interrupted, the time since it"
                        + " was taken up again."))));
        return Optional.of(section.add(report.table(new Table(
                "run-singans",
                "Training time of each SinGAN",
                List.of(
                        Column.text("source", "Source"),
                        Column.number("seconds", "Time (s)"),
                        Column.text("engine", "Engine"),
                        Column.number("scales", "Scales"),
                        Column.text("ended", "Ended (UTC)")),
                rows))));
    }

    private static Element times(String id, String title, List<BarChart.Bar> bars, String caption) {
        BarChart chart = new BarChart(
                id, title, "Bars of seconds; the numbers are in the table below.", "time (s)", List.of(2), bars);
        return Parts.figure(chart.svg(), null, title, caption);
    }

    private Element machine() {
        Element section = Parts.section("machine", "Machine");
        JsonNode manifest = report.manifest();
        List<List<Cell>> rows = new ArrayList<>();
        if (manifest != null) {
            manifest.path("machine")
                    .properties()
                    .forEach(field -> rows.add(List.of(
                            Cell.of(Names.title(field.getKey()), field.getKey()),
                            Cell.of(field.getValue().asText()))));
        }
        return rows.isEmpty()
                ? section.add(Parts.note("The manifest does not describe it."))
                : section.add(report.table(new Table(
                        "run-machine",
                        "Where the report was written",
                        List.of(Column.text("name", "What"), Column.text("value", "Value")),
                        rows)));
    }

    /** How the training of a source patch's SinGAN went, where a stamp of any execution tells. */
    private static Stamp.@Nullable Run training(Manifest.Run run, int patch) {
        return run.parts().get(part(patch));
    }

    /** The name of a training among the parts. */
    static String part(int patch) {
        return "train/" + patch;
    }

    private static String memory(long megabytes) {
        return megabytes < 1024 ? megabytes + " MB" : Numbers.fixed(megabytes / 1024.0, 1) + " GB";
    }
}
