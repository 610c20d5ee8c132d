package dev.singan.dataset.archive;

import dev.singan.base.Limits;
import dev.singan.base.UserException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV table with a header, parted by commas, semicolons or tabs ({@link CsvDialect}). Names of columns are compared without case and surrounding spaces, values are stripped, and {@code NaN} is
 * a blank. UTF-8 is tried first, then Windows-1252, in which spreadsheets of Western Europe save.
 */
final class CsvTable {
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final String name;
    private final List<Row> rows;

    private CsvTable(String name, List<Row> rows) {
        this.name = name;
        this.rows = rows;
    }

    /**
     * Reads a table.
     *
     * @param name the table's name in messages, relative to the archive
     * @param needed the columns that must be there, in lower case
     * @throws UserException where it cannot be read as a table, or a column is missing
     */
    static CsvTable read(Path file, String name, String... needed) {
        CsvDialect dialect = CsvDialect.of(text(file));
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(dialect.delimiter())
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(false)
                .get();
        List<String> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(dialect.rows()))
                .setFormat(format)
                .get()) {
            for (CSVRecord csv : parser) {
                if (columns.isEmpty()) {
                    csv.forEach(column -> columns.add(column.strip().toLowerCase(Locale.ROOT)));
                    check(file, columns, needed);
                } else if (csv.size() > 1 || !csv.get(0).isBlank()) {
                    rows.add(new Row(name, (int) csv.getRecordNumber(), values(columns, csv), dialect.decimalCommas()));
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UserException(
                    "The table " + file + " is not valid CSV after row " + (rows.size() + 1) + ": " + e.getMessage()
                            + ". Mend its quotes, or restore the file.",
                    e);
        }
        if (columns.isEmpty()) {
            throw new UserException("The table " + file + " is empty. Restore it.");
        }
        return new CsvTable(name, List.copyOf(rows));
    }

    String name() {
        return name;
    }

    List<Row> rows() {
        return rows;
    }

    private static void check(Path file, List<String> columns, String... needed) {
        List<String> missing = Arrays.stream(needed)
                .filter(column -> !columns.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new UserException("The table " + file + " has no column '" + String.join("', '", missing)
                    + "'; it has " + String.join(", ", columns) + ". Restore the file, or name the "
                    + (missing.size() == 1 ? "column" : "columns") + " so.");
        }
    }

    private static Map<String, String> values(List<String> columns, CSVRecord csv) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), csv.size()); i++) {
            values.putIfAbsent(columns.get(i), csv.get(i).strip());
        }
        return values;
    }

    /**
     * A text file's content.
     *
     * @throws UserException where it is no text, too large or unreadable
     */
    static String text(Path file) {
        byte[] bytes;
        try {
            bytes = Limits.bytes(file, Limits.TABLE);
        } catch (IOException e) {
            throw new UserException(
                    "The table " + file + " cannot be read: " + e + ". Check that it is there and may be read.", e);
        }
        if (bytes.length > 1 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1)) {
            throw new UserException("The table " + file + " is in UTF-16. Save it as UTF-8.");
        }
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        ByteBuffer content = ByteBuffer.wrap(bytes, marked ? 3 : 0, bytes.length - (marked ? 3 : 0));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(content)
                    .toString();
        } catch (CharacterCodingException e) {
            return FALLBACK.decode(ByteBuffer.wrap(bytes)).toString();
        }
    }
}
