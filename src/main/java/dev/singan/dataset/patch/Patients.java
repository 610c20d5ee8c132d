package dev.singan.dataset.patch;

import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.record.NormalForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names by which patients are told apart. Names of one {@link NormalForm} are one patient's, under the one that comes first. Where
 * patients are told apart by format, those that share a mammogram of the same grey values are one as well: otherwise the same image
 * could be trained on and tested.
 */
final class Patients {
    private final MetadataRules rules;
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, String> merged = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    Patients(MetadataRules rules, ExtractionResult extraction) {
        this.rules = rules;
        for (CutPatch patch : extraction.patches()) {
            written.putIfAbsent(key(patch), patch.patient());
        }
        if (rules.patients() == MetadataRules.Patients.BY_FORMAT) {
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
        return bySet() ? patient(patch) + "_" + patch.set() : root(plain(patch));
    }

    /** What was merged, as sentences. */
    List<String> notes() {
        return notes;
    }

    private boolean bySet() {
        return rules.patients() == MetadataRules.Patients.BY_SET;
    }

    private String key(CutPatch patch) {
        String name =
                rules.names() == MetadataRules.Names.EXACT ? patch.patient() : NormalForm.patient(patch.patient());
        return (bySet() ? patch.set() : patch.format().name()) + "\n" + name;
    }

    private String patient(CutPatch patch) {
        return written.getOrDefault(key(patch), patch.patient());
    }

    private String plain(CutPatch patch) {
        return patch.format().name().toLowerCase(Locale.ROOT) + "-" + patient(patch);
    }

    private String root(String name) {
        String at = name;
        for (String next = merged.get(at); next != null; next = merged.get(at)) {
            at = next;
        }
        return at;
    }
}
