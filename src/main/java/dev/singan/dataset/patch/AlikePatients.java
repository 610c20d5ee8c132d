package dev.singan.dataset.patch;

import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.record.Alike;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.NormalForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The patients of a study that were taken for one though they are written differently, and those that were not though they are much
 * alike.
 */
public final class AlikePatients {
    private AlikePatients() {}

    /** A patient: how the archive writes it, and what the patch table calls it. */
    private record Writing(Format format, String written, String patient) {}

    /** @param table the patch table of the extraction */
    public static List<Alike> of(ExtractionResult extraction, List<Patch> table) {
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

    private static List<Alike> merged(Set<Writing> writings) {
        return Alike.groups(writings, w -> w.patient() + "\n" + NormalForm.patient(w.written())).values().stream()
                .map(group -> group.stream().map(Writing::written).distinct().toList())
                .filter(written -> written.size() > 1)
                .map(written -> new Alike(Alike.Kind.PATIENT, Alike.shown(written), true))
                .distinct()
                .toList();
    }

    private static List<Alike> near(Set<Writing> writings) {
        return Alike.groups(writings, w -> w.format() + "\n" + NormalForm.mistakable(w.written())).values().stream()
                .map(AlikePatients::firstOfEach)
                .filter(written -> written.size() > 1)
                .map(written -> new Alike(Alike.Kind.PATIENT, Alike.shown(written), false))
                .distinct()
                .toList();
    }

    /** One way of writing of each patient; those of one way are one in several sets. */
    private static List<String> firstOfEach(List<Writing> group) {
        return Alike.groups(group, Writing::patient).values().stream()
                .map(one -> one.get(0).written())
                .distinct()
                .toList();
    }
}
