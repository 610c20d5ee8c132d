package dev.singan.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in a record, by field. */
public final class Faults {
    private static final int SHOWN = 5;
    private static final int LONGEST = 100;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final List<String> faults = new ArrayList<>();
    private String path = "";

    Faults() {}

    /** Says that a field, named from the record that is checked, must be something else where a condition does not hold. */
    public void require(boolean holds, String field, @Nullable Object value, String expected) {
        if (!holds) {
            add(field, "is " + shown(value) + ", but must be " + expected);
        }
    }

    /** Requires a number within bounds; a value that is no number is never within. */
    public void range(String field, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            add(field, "is " + number(value) + ", but must be from " + number(low) + " to " + number(high));
        }
    }

    /** Requires a SHA-256 in lower-case hexadecimal. */
    public void sha256(String field, String value) {
        require(SHA_256.matcher(value).matches(), field, value, "a SHA-256, 64 digits from 0 to f");
    }

    void add(String field, String fault) {
        if (faults.size() <= SHOWN) {
            String name = path + (path.isEmpty() || field.isEmpty() || field.startsWith("[") ? "" : ".") + field;
            faults.add((name.isEmpty() ? "it " : "the field " + name + " ") + fault);
        } else {
            faults.add("");
        }
    }

    /** Names the fields that follow from a record at a place on. */
    void at(String place) {
        path = place;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String first = String.join("; ", faults.subList(0, Math.min(SHOWN, faults.size())));
        return faults.size() > SHOWN ? first + "; and " + (faults.size() - SHOWN) + " more" : first;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        String line = text.replaceAll("\\p{Cntrl}", "?");
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return value instanceof CharSequence ? "'" + cut + "'" : cut;
    }
}
