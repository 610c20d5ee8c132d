package dev.singan.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Table;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows {@code manifest.json} whatever it holds, but what is shown elsewhere: a list of objects becomes a table with a row for each, everything else
 * becomes rows of name and value.
 */
final class ManifestTables {
    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{28,52}\\b");

    /** What other sections and pages show: the command, and what does not belong to the results. */
    private static final Set<String> ELSEWHERE = Set.of("command", "machine", "run");

    /** What a study that it was taken from says, which is not checked here. */
    private static final Set<String> FOREIGN = Set.of("synthetic");

    private static final int LONGEST = 200;

    private final Report report;

    ManifestTables(Report report) {
        this.report = report;
    }

    List<Element> of(JsonNode manifest) {
        List<Element> shown = new ArrayList<>();
        List<List<Cell>> plain = new ArrayList<>();
        List<Element> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            if (ELSEWHERE.contains(field.getKey())) {
                continue;
            }
            JsonNode value = field.getValue();
            if (isRows(value)) {
                parts.add(part(field.getKey(), rows(field.getKey(), value)));
            } else if (value.isContainerNode() && !value.isEmpty()) {
                List<List<Cell>> pairs = new ArrayList<>();
                flatten("", value, pairs);
                if (FOREIGN.contains(field.getKey())) {
                    pairs.replaceAll(
                            pair -> pair.stream().map(ManifestTables::quoted).toList());
                }
                parts.add(part(
                        field.getKey(),
                        pairs("manifest-" + Table.slug(field.getKey()), caption(field.getKey()), pairs)));
            } else {
                plain.add(List.of(Cell.of(words(field.getKey()), field.getKey()), shortened(text(value))));
            }
        }
        if (!plain.isEmpty()) {
            shown.add(report.table(pairs("manifest-build", "The build", plain)));
        }
        shown.addAll(parts);
        return shown;
    }

    private Element part(String key, Table table) {
        Element shown = report.table(table);
        return Parts.details(words(key) + " (" + Names.plural(table.rows().size(), "row", "rows") + ")", shown);
    }

    private static boolean isRows(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return false;
        }
        for (JsonNode one : value) {
            if (!one.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static Table rows(String key, JsonNode array) {
        Set<String> names = new LinkedHashSet<>();
        array.forEach(one -> one.fieldNames().forEachRemaining(names::add));
        List<String> order = List.copyOf(names);
        List<List<Cell>> rows = new ArrayList<>();
        for (JsonNode one : array) {
            rows.add(order.stream().map(name -> cell(one.path(name))).toList());
        }
        List<Column> columns = order.stream()
                .map(name -> isNumber(array, name) ? Column.number(name, words(name)) : Column.text(name, words(name)))
                .toList();
        return new Table("manifest-" + Table.slug(key), caption(key), columns, rows);
    }

    private static boolean isNumber(JsonNode array, String name) {
        for (JsonNode one : array) {
            JsonNode value = one.path(name);
            if (!value.isNumber() && !value.isMissingNode() && !value.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static void flatten(String prefix, JsonNode value, List<List<Cell>> pairs) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> flatten(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                            field.getValue(),
                            pairs));
        } else {
            pairs.add(List.of(Cell.of(prefix.isEmpty() ? "value" : prefix), shortened(text(value))));
        }
    }

    private static Table pairs(String id, String caption, List<List<Cell>> rows) {
        return new Table(id, caption, List.of(Column.text("name", "Name"), Column.text("value", "Value")), rows);
    }

    private static Cell cell(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Cell.count(value.longValue());
        }
        if (value.isNumber()) {
            return Cell.number(value.doubleValue(), 2);
        }
        return value.isMissingNode() || value.isNull() ? Cell.missing() : shortened(text(value));
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(one -> parts.add(text(one)));
            return String.join(", ", parts);
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .collect(Collectors.joining("; "));
        }
        return value.asText();
    }

    /** Text whose hashes are cut for readers; the CSV file has them whole. */
    private static Cell shortened(String text) {
        return Cell.of(HASH.matcher(text).replaceAll("$1…"), text);
    }

    /** What others wrote, in quotation marks and not at any length. */
    private static Cell quoted(Cell cell) {
        String shown = cell.shown().length() > LONGEST ? cell.shown().substring(0, LONGEST) + "…" : cell.shown();
        return Cell.of("“" + shown + "”", cell.machine());
    }

    /** A caption that no section of the page is called by. */
    private static String caption(String key) {
        String name = "Manifest: " + words(key).toLowerCase(Locale.ROOT);
        return FOREIGN.contains(key)
                ? name + "; in quotation marks what the data set that was taken says of itself"
                : name;
    }

    /** A JSON name in words: {@code peakMemoryBytes} becomes {@code Peak memory bytes}. */
    private static String words(String name) {
        return Names.title(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
    }
}
