package dev.singan.dataset.patch;

import dev.singan.base.UserException;
import dev.singan.dataset.record.OfficialSplit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The patients of a data set's official training and test sets. Who has images in both, as some of CBIS-DDSM have, whose masses and
 * calcifications were divided each by themselves, is a patient of the test set, and takes no part in training.
 */
public final class OfficialSets {
    private final Set<String> training = new LinkedHashSet<>();
    private final Set<String> test = new LinkedHashSet<>();
    private final long ofNeither;
    private final long ofTested;

    private OfficialSets(List<Patch> patches) {
        patches.forEach(patch -> {
            if (patch.split() != null) {
                (patch.split() == OfficialSplit.TEST ? test : training).add(patch.patientId());
            }
        });
        training.removeAll(test);
        ofNeither = patches.stream().filter(patch -> patch.split() == null).count();
        ofTested = patches.stream().filter(this::isLeftOut).count() - ofNeither;
    }

    /**
     * Reads the sets from a patch table.
     *
     * @throws UserException where one of the sets has no patients
     */
    public static OfficialSets of(List<Patch> patches) {
        OfficialSets sets = new OfficialSets(patches);
        if (sets.test.isEmpty() && sets.training.isEmpty()) {
            throw new UserException(
                    "singan.split is official, but no patch of metadata.jsonl has an official split: the"
                            + " archives cbis-ddsm and vindr have one, and a folder whose table has a column split. Remove"
                            + " singan.split; or, where the patches were cut by an earlier version, cut them again with"
                            + " -Dsingan.force=extract,metadata.");
        }
        if (sets.test.isEmpty() || sets.training.isEmpty()) {
            throw new UserException("singan.split is official, but all patches of metadata.jsonl are of the official "
                    + (sets.test.isEmpty() ? "training" : "test") + " set"
                    + (sets.ofTested == 0 ? "" : ", or of patients of it") + ". Add the "
                    + (sets.test.isEmpty() ? "test" : "training") + " set's files to the archive, or remove"
                    + " singan.split.");
        }
        return sets;
    }

    /** The patients to train on and to validate with, in the order of the table. */
    public Set<String> training() {
        return training;
    }

    /** The patients to test. */
    public Set<String> test() {
        return test;
    }

    /** Whether a patch takes part in no set: it has no official split, or is a training patch of a patient who is tested. */
    public boolean isLeftOut(Patch patch) {
        return patch.split() == null || patch.split() == OfficialSplit.TRAINING && test.contains(patch.patientId());
    }

    /** What is left out, as sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (ofTested > 0) {
            notes.add(ofTested
                    + " training patches of the official split are left out, as their patients are in its test set,"
                    + " too");
        }
        if (ofNeither > 0) {
            notes.add(ofNeither + " patches are left out, as they are in neither set of the official split");
        }
        return notes;
    }
}
