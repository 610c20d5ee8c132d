package dev.singan.dataset.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Names of an archive that could be mistaken for each other.
 *
 * @param kind what is so named
 * @param names as the archive writes them, in quotation marks, what is not seen by its numbers
 * @param same whether they were taken for one
 */
public record Alike(Kind kind, List<String> names, boolean same) {
    private static final int SHOWN = 10;

    /** What is named. */
    public enum Kind {
        PATIENT,
        FILE
    }

    public Alike {
        names = List.copyOf(names);
    }

    /** Files whose names differ only by case or normal form: some file systems have room for one of them only. */
    public static List<Alike> files(Collection<String> names) {
        return groups(new LinkedHashSet<>(names), NormalForm::file).values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> new Alike(Kind.FILE, shown(group), false))
                .toList();
    }

    /** Warnings, of a long list the first. */
    public static List<String> warnings(List<Alike> alike) {
        List<String> warnings =
                new ArrayList<>(alike.stream().limit(SHOWN).map(Alike::toString).toList());
        if (alike.size() > SHOWN) {
            warnings.add(alike.size() - SHOWN + " more groups of names are alike; the report's data page lists them");
        }
        return warnings;
    }

    @Override
    public String toString() {
        String all = String.join(", ", names);
        if (kind == Kind.FILE) {
            return "the files " + all + " are told apart by capitals or by Unicode's normal form alone, which not every"
                    + " file system does: name them differently";
        }
        return same
                ? "the patients " + all
                        + " are taken for one, as they differ in capitals, blanks, the form of letters or"
                        + " the way of writing a number only: if they are not, set singan.patients=exact"
                : "the patients " + all
                        + " are taken for different ones, though much alike: if they are not, write them"
                        + " alike in the archive's table";
    }

    /** Names as they are shown. */
    public static List<String> shown(List<String> names) {
        return names.stream().map(NormalForm::shown).toList();
    }

    /** Groups by what they have in common, in the order of the first of each. */
    public static <T> Map<String, List<T>> groups(Collection<T> all, Function<T, String> key) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        all.forEach(one ->
                groups.computeIfAbsent(key.apply(one), k -> new ArrayList<>()).add(one));
        return groups;
    }
}
