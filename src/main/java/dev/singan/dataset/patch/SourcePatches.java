package dev.singan.dataset.patch;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chooses the patches that train the SinGANs. An arm with N SinGANs takes the first N of the list, so film and digital patches alternate
 * in it: every even arm has as many of the one as of the other.
 */
public final class SourcePatches {
    private static final String MALIGNANT = "Malign";

    private SourcePatches() {}

    /**
     * Chooses the source patches.
     *
     * @param patches the patch table
     * @param rule the rule, or the ids
     * @param seeds the study's seeds
     * @return the source patches in the order in which the arms take them
     * @throws UserException where an id is no malignant patch or that of a patient who is tested, or there are fewer malignant patients than the rule asks for
     */
    public static List<Patch> select(List<Patch> patches, SourceRule rule, Seeds seeds) {
        if (!rule.ids().isEmpty()) {
            return given(patches, rule);
        }
        return choose(rule.split() == SplitRule.OFFICIAL ? untested(patches) : patches, rule, seeds);
    }

    /** Under the official split no test patient may have trained a SinGAN. */
    private static List<Patch> untested(List<Patch> patches) {
        Set<String> training = OfficialSets.of(patches).training();
        return patches.stream()
                .filter(patch -> training.contains(patch.patientId()) && patch.split() != null)
                .toList();
    }

    private static List<Patch> given(List<Patch> patches, SourceRule rule) {
        Map<Integer, Patch> byId = new HashMap<>();
        for (Patch patch : patches) {
            byId.put(patch.id(), patch);
        }
        List<Patch> chosen = new ArrayList<>();
        for (int id : new LinkedHashSet<>(rule.ids())) {
            Patch patch = byId.get(id);
            if (patch == null || !patch.classification().equals(MALIGNANT)) {
                throw new UserException("singan.sources names patch " + id + ", which is "
                        + (patch == null ? "not in metadata.jsonl" : patch.classification() + " and not " + MALIGNANT)
                        + ": give ids of malignant patches, or remove singan.sources to choose by the rule.");
            }
            chosen.add(patch);
        }
        if (rule.split() == SplitRule.OFFICIAL) {
            requireUntested(chosen, untested(patches));
        }
        return List.copyOf(chosen);
    }

    private static void requireUntested(List<Patch> chosen, List<Patch> untested) {
        List<Integer> tested = chosen.stream()
                .filter(patch -> !untested.contains(patch))
                .map(Patch::id)
                .toList();
        if (!tested.isEmpty()) {
            throw new UserException("singan.split is official, but the source patches " + tested
                    + " are not of patients of the official training set alone: leave them out of singan.sources, or"
                    + " remove singan.split.");
        }
    }

    private static List<Patch> choose(List<Patch> patches, SourceRule rule, Seeds seeds) {
        List<Patch> film = candidates(patches, rule, "Film", seeds);
        List<Patch> digital = candidates(patches, rule, "Digital", seeds);
        List<Patch> chosen = new ArrayList<>();
        Set<String> patients = new HashSet<>();
        for (int i = 0; chosen.size() < rule.count(); i++) {
            int zoom = rule.zooms().get(i / 2 % rule.zooms().size());
            List<Patch> preferred = i % 2 == 0 ? film : digital;
            List<Patch> other = i % 2 == 0 ? digital : film;
            if (!take(preferred, zoom, patients, chosen) && !take(other, zoom, patients, chosen)) {
                throw tooFew(rule, chosen.size());
            }
        }
        return List.copyOf(chosen);
    }

    private static UserException tooFew(SourceRule rule, int found) {
        return new UserException(
                "singan.sources.count is " + rule.count() + ", but only " + found
                        + " patients have a malignant patch of zoom group "
                        + rule.zooms().stream().map(String::valueOf).collect(Collectors.joining(" or "))
                        + ": lower singan.sources.count (and the arms singan-N with it), or choose another singan.sources.zooms.");
    }

    /** Patients in seeded order; within a patient the patches in the order of their ids. */
    private static List<Patch> candidates(List<Patch> patches, SourceRule rule, String format, Seeds seeds) {
        Map<String, List<Patch>> byPatient = new TreeMap<>();
        for (Patch patch : patches) {
            if (patch.classification().equals(MALIGNANT)
                    && patch.format().equals(format)
                    && rule.zooms().contains(patch.zoomGroup())) {
                byPatient
                        .computeIfAbsent(patch.patientId(), key -> new ArrayList<>())
                        .add(patch);
            }
        }
        List<String> order = new ArrayList<>(byPatient.keySet());
        shuffle(order, seeds.stream("sources/" + format));
        List<Patch> candidates = new ArrayList<>();
        for (String patient : order) {
            candidates.addAll(byPatient.get(patient));
        }
        return candidates;
    }

    private static boolean take(List<Patch> from, int zoom, Set<String> patients, List<Patch> to) {
        for (Patch patch : from) {
            if (patch.zoomGroup() == zoom && patients.add(patch.patientId())) {
                to.add(patch);
                return true;
            }
        }
        return false;
    }

    private static void shuffle(List<String> values, UniformRandomProvider random) {
        for (int i = values.size() - 1; i > 0; i--) {
            Collections.swap(values, i, random.nextInt(i + 1));
        }
    }
}
