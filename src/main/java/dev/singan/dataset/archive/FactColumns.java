package dev.singan.dataset.archive;

import dev.singan.dataset.record.Facts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that say what is known of an examination and its lesion, beside {@code age} and {@code density}.
 *
 * @param view 1 to 4
 * @param calcification 1 or true where there are calcifications
 * @param nodule 1 or true where the lesion is a mass
 */
record FactColumns(String view, String calcification, String nodule) {
    /** What a row says; a value that cannot be read is null, see {@link #unreadable}. */
    Facts facts(Row row, String classification) {
        return new Facts(
                classification,
                view(row),
                view(row),
                row.number("age"),
                row.number("density"),
                row.flag(calcification),
                row.flag(nodule));
    }

    /** The values of a row that are there but cannot be read, each quoted: taken for missing they would be lost. */
    List<String> unreadable(Row row) {
        List<String> found = new ArrayList<>(row.unreadable("a whole number from 1 to 4", column -> view(row), view));
        found.addAll(row.unreadable("a number", row::number, "age", "density"));
        found.addAll(row.unreadable("a whole number, true or false", row::flag, calcification, nodule));
        return found;
    }

    private @Nullable Integer view(Row row) {
        Integer value = row.integer(view);
        return value == null || value < 1 || value > 4 ? null : value;
    }
}
