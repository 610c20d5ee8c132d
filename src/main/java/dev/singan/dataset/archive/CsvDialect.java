package dev.singan.dataset.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a CSV file is written, told by its first line: with a spreadsheet's {@code sep=;} before the header, or by what parts
 * the header's columns. Where that is not a comma, numbers may have decimal commas.
 *
 * @param delimiter between columns
 * @param rows the header and all that follows
 */
record CsvDialect(char delimiter, String rows) {
    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?[ \\t]*\\R", Pattern.CASE_INSENSITIVE);

    static CsvDialect of(String text) {
        Matcher said = SEPARATOR.matcher(text);
        if (said.lookingAt()) {
            return new CsvDialect(said.group(1).charAt(0), text.substring(said.end()));
        }
        String header = text.lines().findFirst().orElse("");
        boolean comma = header.indexOf(',') >= 0;
        char delimiter = comma ? ',' : header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
        return new CsvDialect(delimiter, text);
    }

    boolean decimalCommas() {
        return delimiter != ',';
    }
}
