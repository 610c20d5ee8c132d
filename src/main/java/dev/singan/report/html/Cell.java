package dev.singan.report.html;

import org.jspecify.annotations.Nullable;

/**
 * What stands in one place of a table.
 *
 * @param shown what the reader sees
 * @param machine what the CSV file holds: unrounded, empty where unknown
 * @param link where the shown text leads to, relative to the page
 * @param strong whether it stands out
 */
public record Cell(String shown, String machine, @Nullable String link, boolean strong) {
    /** Text, the same for readers and machines. */
    public static Cell of(String text) {
        return new Cell(text, text, null, false);
    }

    /** Text that may be unknown. */
    public static Cell ofNullable(@Nullable Object value) {
        return value == null ? missing() : of(value.toString());
    }

    /** Text that differs for readers and machines. */
    public static Cell of(String shown, String machine) {
        return new Cell(shown, machine, null, false);
    }

    /** A whole number. */
    public static Cell count(@Nullable Number value) {
        return value == null ? missing() : of(Numbers.count(value.longValue()), Long.toString(value.longValue()));
    }

    /** A number with a fixed count of decimals for readers. */
    public static Cell number(@Nullable Double value, int decimals) {
        return of(Numbers.fixed(value, decimals), Numbers.exact(value));
    }

    /** A number with its sign. */
    public static Cell signed(@Nullable Double value, int decimals) {
        return of(Numbers.signed(value, decimals), Numbers.exact(value));
    }

    /** A p value. */
    public static Cell p(@Nullable Double value) {
        return of(Numbers.p(value), Numbers.exact(value));
    }

    /** A p value with its Monte Carlo error. */
    public static Cell p(@Nullable Double value, @Nullable Double error) {
        return of(Numbers.p(value, error), Numbers.exact(value));
    }

    /** A share of one, shown in percent. */
    public static Cell percent(@Nullable Double value) {
        return of(Numbers.percent(value), Numbers.exact(value));
    }

    /** Nothing known. */
    public static Cell missing() {
        return of(Numbers.MISSING, "");
    }

    /** The same with a link. */
    public Cell withLink(String target) {
        return new Cell(shown, machine, target, strong);
    }

    /** The same, standing out. */
    public Cell emphasised(boolean on) {
        return new Cell(shown, machine, link, on);
    }
}
