package dev.singan.dataset.archive;

import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param table the table's name, for messages
 * @param number counted from 1 with the header
 * @param values by column name in lower case
 * @param decimalCommas whether numbers may have a comma before their fraction
 */
record Row(String table, int number, Map<String, String> values, boolean decimalCommas) {
    /** The column of the official split. */
    static final String SPLIT = "split";

    /** What programs write where there is no number. */
    private static final Set<String> NO_NUMBER =
            Set.of("na", "n/a", "#n/a", "<na>", "null", "none", "-", "?", "unknown");

    /** A value; null where it is missing, blank or {@code NaN}. */
    @Nullable
    String text(String column) {
        String value = values.getOrDefault(column, "");
        return value.isEmpty() || value.equalsIgnoreCase("nan") ? null : value;
    }

    /** A value as a number; null where it is missing or none, see {@link #unreadable}. */
    @Nullable
    Double number(String column) {
        String value = text(column);
        try {
            Double number = value == null ? null : Double.valueOf(decimalCommas ? value.replace(',', '.') : value);
            return number == null || number.isNaN() || number.isInfinite() ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A value as a whole number; null where it is missing or none. */
    @Nullable
    Integer integer(String column) {
        Double value = number(column);
        return value == null || value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE
                ? null
                : Integer.valueOf(value.intValue());
    }

    /** A value as a whole number, 1 and 0 for true and false; null where it is missing or none. */
    @Nullable
    Integer flag(String column) {
        String text = text(column);
        return "true".equalsIgnoreCase(text)
                ? Integer.valueOf(1)
                : "false".equalsIgnoreCase(text) ? Integer.valueOf(0) : integer(column);
    }

    /** The official set of the column {@value #SPLIT}; null where it is missing or none. */
    @Nullable
    OfficialSplit split() {
        String text = text(SPLIT);
        return text == null ? null : OfficialSplit.of(text);
    }

    /**
     * Those of some columns whose value is there but cannot be read, each quoted.
     *
     * @param expected what it should be, such as "a number"
     * @param reading gives null where there is none
     */
    List<String> unreadable(String expected, Function<String, @Nullable Object> reading, String... columns) {
        List<String> found = new ArrayList<>();
        for (String column : columns) {
            if (isSaid(column) && reading.apply(column) == null) {
                found.add(column + " is '" + text(column) + "', but must be " + expected + " or empty");
            }
        }
        return found;
    }

    private boolean isSaid(String column) {
        String text = text(column);
        return text != null && !NO_NUMBER.contains(text.toLowerCase(Locale.ROOT));
    }

    /** What to say of a row that is left out. */
    Skipped damaged(String reason) {
        return Skipped.damaged(table, number, reason);
    }
}
