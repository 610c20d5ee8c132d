package dev.singan.report.part;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.report.check.CheckResult;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.study.phase.Manifest;
import dev.singan.study.results.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all pages share while a report is written.
 */
public final class Report {
    private final Results results;
    private final @Nullable JsonNode manifest;
    private final Manifest.@Nullable Run run;
    private final CheckResult check;
    private final Path workDirectory;
    private final Assets assets;
    private final List<Table> tables = new ArrayList<>();

    /**
     * @param results the figures
     * @param manifest how they were made, or null where that was not recorded
     * @param run how long it took, or null where that was not recorded
     * @param check what the checks found
     * @param workDirectory the study's working folder
     * @param assets where images are copied to
     */
    public Report(
            Results results,
            @Nullable JsonNode manifest,
            Manifest.@Nullable Run run,
            CheckResult check,
            Path workDirectory,
            Assets assets) {
        this.results = results;
        this.manifest = manifest;
        this.run = run;
        this.check = check;
        this.workDirectory = workDirectory;
        this.assets = assets;
    }

    /** The figures. */
    public Results results() {
        return results;
    }

    /** How they were made, or null. */
    public @Nullable JsonNode manifest() {
        return manifest;
    }

    /** How long it took, or null. */
    public Manifest.@Nullable Run run() {
        return run;
    }

    /** The pages that this report has. */
    public List<Page> pages() {
        return Arrays.stream(Page.values())
                .filter(page -> page != Page.RUN || run != null)
                .toList();
    }

    /** What the checks found. */
    public CheckResult check() {
        return check;
    }

    /** A file of the working folder. */
    public Path work(String file) {
        return workDirectory.resolve(file);
    }

    /** The images. */
    public Assets assets() {
        return assets;
    }

    /** Shows a table, and has it written as CSV as well. */
    public Element table(Table table) {
        register(table);
        return table.html();
    }

    /** Has a table written as CSV only, and gives a link to it. */
    public Element csvOnly(Table table) {
        register(table);
        return Element.of("p")
                .add(Element.of("a", table.caption()).attr("href", table.csvPath()))
                .add(" (CSV, " + Names.plural(table.rows().size(), "row", "rows") + ")");
    }

    /** Every table of the report, in the order in which they were shown. */
    public List<Table> tables() {
        return List.copyOf(tables);
    }

    private void register(Table table) {
        if (tables.stream().anyMatch(other -> other.id().equals(table.id()))) {
            throw new IllegalStateException("two tables are called " + table.id());
        }
        tables.add(table);
    }
}
