package dev.singan.base;

import java.util.regex.Pattern;

/**
 * Text for cells of CSV files that spreadsheets open: one that they would take for a formula gets an apostrophe in front, by which they
 * take it for text (OWASP, CSV Injection).
 */
public final class Spreadsheet {
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}([.,]\\d{1,40})?([eE][+-]?\\d{1,4})?");

    private Spreadsheet() {}

    /** Whether a spreadsheet would take text for a formula; numbers with a sign are none. */
    public static boolean isFormula(String text) {
        String start = text.stripLeading();
        return (FORMULA.matcher(text).lookingAt() || FORMULA.matcher(start).lookingAt())
                && !NUMBER.matcher(text).matches();
    }

    /** Text that is none. */
    public static String text(String text) {
        return isFormula(text) ? "'" + text : text;
    }
}
