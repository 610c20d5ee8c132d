package dev.singan.dataset.patch;

import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names by which patients are told apart. Where they are told apart by format, patients that share a mammogram of the same grey
 * values are one, under the name that comes first: otherwise the same image could be trained on and tested.
 */
final class Patients {
    private final MetadataRules.Patients rule;
    private final Map<String, String> merged = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    Patients(MetadataRules.Patients rule, ExtractionResult extraction) {
        this.rule = rule;
        if (rule == MetadataRules.Patients.BY_FORMAT) {
            Map<String, String> firstOfImage = new HashMap<>();
            for (CutPatch patch : extraction.patches()) {
                String name = root(plain(patch));
                String first = root(firstOfImage.computeIfAbsent(patch.imageSha256(), key -> name));
                if (!first.equals(name)) {
                    merged.put(name, first);
                    notes.add("the patients " + first + " and " + name + " share the mammogram " + patch.image()
                            + " and are taken for one, " + first);
                }
            }
        }
    }

    /** A patch's patient. */
    String name(CutPatch patch) {
        return rule == MetadataRules.Patients.BY_SET ? patch.patient() + "_" + patch.set() : root(plain(patch));
    }

    /** What was merged, as sentences. */
    List<String> notes() {
        return notes;
    }

    private static String plain(CutPatch patch) {
        return patch.format().name().toLowerCase(Locale.ROOT) + "-" + patch.patient();
    }

    private String root(String name) {
        String at = name;
        for (String next = merged.get(at); next != null; next = merged.get(at)) {
            at = next;
        }
        return at;
    }
}
