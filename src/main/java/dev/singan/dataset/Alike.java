package dev.singan.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** A patient: how the archive writes it, and what the patch table calls it. */
    private record Writing(Format format, String written, String patient) {}

    /**
     * The patients of a study that were taken for one though they are written differently, and those that were not though they are
     * much alike.
     *
     * @param table the patch table of the extraction
     */
    public static List<Alike> patients(ExtractionResult extraction, List<Patch> table) {
        Map<Integer, Patch> byId = new LinkedHashMap<>();
        table.forEach(patch -> byId.put(patch.id(), patch));
        Set<Writing> writings = new LinkedHashSet<>();
        for (CutPatch cut : extraction.patches()) {
            Patch patch = byId.get(cut.id());
            if (patch != null) {
                writings.add(new Writing(cut.format(), cut.patient(), patch.patientId()));
            }
        }
        List<Alike> alike = new ArrayList<>(merged(writings));
        alike.addAll(near(writings));
        return alike;
    }

    /** Files whose names differ only by case or normal form: some file systems have room for one of them only. */
    static List<Alike> files(Collection<String> names) {
        return groups(new LinkedHashSet<>(names), NormalForm::file).values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> new Alike(Kind.FILE, shown(group), false))
                .toList();
    }

    /** The files that patches were cut from whose names are alike. */
    public static List<Alike> files(ExtractionResult extraction) {
        return files(extraction.patches().stream().map(CutPatch::image).toList());
    }

    /** Warnings, of a long list the first. */
    static List<String> warnings(List<Alike> alike) {
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

    private static List<Alike> merged(Set<Writing> writings) {
        return groups(writings, w -> w.patient() + "\n" + NormalForm.patient(w.written())).values().stream()
                .map(group -> group.stream().map(Writing::written).distinct().toList())
                .filter(written -> written.size() > 1)
                .map(written -> new Alike(Kind.PATIENT, shown(written), true))
                .distinct()
                .toList();
    }

    private static List<Alike> near(Set<Writing> writings) {
        return groups(writings, w -> w.format() + "\n" + NormalForm.mistakable(w.written())).values().stream()
                .map(Alike::firstOfEach)
                .filter(written -> written.size() > 1)
                .map(written -> new Alike(Kind.PATIENT, shown(written), false))
                .distinct()
                .toList();
    }

    /** One way of writing of each patient; those of one way are one in several sets. */
    private static List<String> firstOfEach(List<Writing> group) {
        return groups(group, Writing::patient).values().stream()
                .map(one -> one.get(0).written())
                .distinct()
                .toList();
    }

    private static List<String> shown(List<String> names) {
        return names.stream().map(NormalForm::shown).toList();
    }

    private static <T> Map<String, List<T>> groups(Collection<T> all, Function<T, String> key) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        all.forEach(one ->
                groups.computeIfAbsent(key.apply(one), k -> new ArrayList<>()).add(one));
        return groups;
    }
}
