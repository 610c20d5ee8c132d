package dev.singan.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Words that users write, what they name, and what they may have meant. */
public final class Words {
    private Words() {}

    /** The word for a constant: {@code thesis-code} for {@code THESIS_CODE}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant that a word names, as {@link #of} has it.
     *
     * @throws UserException where there is none; the message names the property and all words
     */
    public static <E extends Enum<E>> E choice(String property, String word, Class<E> type) {
        return choice(property, word, Arrays.asList(type.getEnumConstants()), Words::of);
    }

    /**
     * What a word names.
     *
     * @param property whose value the word is
     * @param known all there is
     * @param name the word for each
     * @throws UserException where there is none; the message names the property and all words
     */
    public static <T> T choice(String property, String word, Collection<T> known, Function<T, String> name) {
        return known.stream()
                .filter(one -> name.apply(one).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> unknown(property, word, known.stream().map(name).toList()));
    }

    /** The error that a word is none of those that are allowed, with the nearest where one is near. */
    public static UserException unknown(String property, String word, Collection<String> allowed) {
        String example = nearest(word, allowed).orElse(allowed.iterator().next());
        return new UserException(property + " is '" + word + "', but it must be one of " + String.join(", ", allowed)
                + ": set -D" + property + "=" + example + suggestion(word, allowed));
    }

    /** {@code ; did you mean …?} with the known word that one is most like; empty where it is like none. */
    public static String suggestion(String word, Collection<String> known) {
        return nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** The known word that a word is most like, where it is like any: at most a third of its letters differ. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> distance(word, k)).thenComparing(Comparator.naturalOrder()))
                .filter(k -> distance(word, k) <= Math.max(2, word.length() / 3));
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
