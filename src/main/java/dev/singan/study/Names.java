package dev.singan.study;

import dev.singan.base.UserException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names that users write, and what they may have meant. */
public final class Names {
    private Names() {}

    /**
     * Takes a value out of those that are allowed.
     *
     * @throws UserException where it is none of them; the message lists them
     */
    public static String choice(String property, String value, Collection<String> allowed) {
        if (allowed.contains(value)) {
            return value;
        }
        throw new UserException(property + "=" + value + " is not known. Allowed are " + String.join(", ", allowed)
                + "."
                + nearest(value, allowed).map(n -> " Did you mean " + n + "?").orElse(""));
    }

    /**
     * Takes a number out of a range.
     *
     * @throws UserException where it lies outside
     */
    public static double range(String property, double value, double low, double high) {
        if (value >= low && value <= high) {
            return value;
        }
        throw new UserException(property + "=" + plain(value) + " is out of range. Allowed are values from "
                + plain(low) + " to " + plain(high) + ".");
    }

    /** The same for a whole number. */
    public static int range(String property, int value, int low, int high) {
        return (int) range(property, (double) value, low, high);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The known name that a name is most like, where it is like any: at most a third of its letters differ. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> distance(name, k)).thenComparing(Comparator.naturalOrder()))
                .filter(k -> distance(name, k) <= Math.max(2, name.length() / 3));
    }

    /** Levenshtein's distance, without regard to case. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
