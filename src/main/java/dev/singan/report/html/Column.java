package dev.singan.report.html;

/**
 * A column of a table.
 *
 * @param key its name in the CSV file
 * @param title its heading, with the unit where there is one
 * @param numeric whether it is set flush right and sorted as numbers
 * @param csvOnly whether the page leaves it out, being told in a neighbouring column
 */
public record Column(String key, String title, boolean numeric, boolean csvOnly) {
    /** A column of text. */
    public static Column text(String key, String title) {
        return new Column(key, title, false, false);
    }

    /** A column of numbers. */
    public static Column number(String key, String title) {
        return new Column(key, title, true, false);
    }

    /** A column for machines only. */
    public static Column machine(String key) {
        return new Column(key, key, true, true);
    }
}
