package dev.singan.classify.plan;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.OfficialSets;
import dev.singan.dataset.patch.Patch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Draws the splits of a protocol. The patients of a set are disjoint from those of the others in each. */
final class Splitter {
    /** Share of the patients that are not tested and validate instead. */
    private static final double VALIDATION = 0.3;
    /** Share of the patients that are not tested, in protocols that draw. */
    private static final double REST = 0.9;

    private final List<Patch> patches;
    private final Set<String> sources;
    private final Experiment experiment;

    /** @param sources the patients behind the source patches */
    Splitter(List<Patch> patches, Set<String> sources, Experiment experiment) {
        this.patches = patches;
        this.sources = sources;
        this.experiment = experiment;
    }

    /**
     * The splits.
     *
     * @param zoom the zoom groups of training and validation; only the published draw depends on it
     */
    List<Split> splits(ZoomSet zoom) {
        if (experiment.splitsOfficially()) {
            return official(OfficialSets.of(patches));
        }
        return switch (experiment.protocol().splits()) {
            case STRATIFIED_FOLDS -> stratified();
            case GROUP_SHUFFLE -> shuffled(zoom);
            case FIXED_TEST -> fixedTest();
        };
    }

    private Set<String> forced() {
        return experiment.protocol().has(Deviation.SOURCES_ANYWHERE) ? Set.of() : sources;
    }

    private List<Split> stratified() {
        Seeds seeds = new Seeds(experiment.seed());
        StratifiedGroups groups = new StratifiedGroups(patches, forced());
        List<Set<String>> folds = groups.folds(experiment.splits(), seeds.stream("splits/test"));
        if (folds.stream().anyMatch(Set::isEmpty)) {
            throw new UserException("singan.splits is " + experiment.splits() + ", but only "
                    + folds.stream().mapToInt(Set::size).sum()
                    + " patients are left beside the SinGANs' sources: lower singan.splits or singan.sources.count.");
        }
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            Set<String> rest = new TreeSet<>();
            for (int other = 0; other < folds.size(); other++) {
                if (other != i) {
                    rest.addAll(folds.get(other));
                }
            }
            Set<String> validation = groups.sample(rest, VALIDATION, seeds.stream("splits/validation/" + i));
            rest.removeAll(validation);
            rest.addAll(forced());
            splits.add(new Split(i, rest, validation, folds.get(i)));
        }
        return splits;
    }

    private List<Split> shuffled(ZoomSet zoom) {
        List<Split> splits = new ArrayList<>();
        for (GroupShuffle.Draw draw : GroupShuffle.draw(patients(null), experiment.splits(), REST)) {
            Set<String> drawable = patients(null);
            drawable.retainAll(draw.second());
            drawable.retainAll(patients(zoom));
            splits.add(validated(
                    splits.size(),
                    draw.first(),
                    GroupShuffle.draw(drawable, 1, VALIDATION).get(0)));
        }
        return splits;
    }

    private List<Split> fixedTest() {
        GroupShuffle.Draw fixed = GroupShuffle.draw(patients(null), 1, REST).get(0);
        Set<String> rest = patients(null);
        rest.retainAll(fixed.second());
        List<Split> splits = new ArrayList<>();
        for (GroupShuffle.Draw draw : GroupShuffle.draw(rest, experiment.splits(), VALIDATION)) {
            splits.add(validated(splits.size(), fixed.first(), draw));
        }
        return splits;
    }

    /** The official test set in every split; validation is drawn within the official training set, as the protocol draws it. */
    private List<Split> official(OfficialSets sets) {
        Set<String> rest = patients(null);
        rest.retainAll(sets.training());
        List<Split> splits = new ArrayList<>();
        if (experiment.protocol().splits() == Protocol.Splits.STRATIFIED_FOLDS) {
            for (int i = 0; i < experiment.splits(); i++) {
                splits.add(validated(i, sets.test(), rest));
            }
        } else {
            for (GroupShuffle.Draw draw : GroupShuffle.draw(rest, experiment.splits(), VALIDATION)) {
                splits.add(validated(splits.size(), sets.test(), draw));
            }
        }
        return splits;
    }

    private Split validated(int index, Set<String> test, Set<String> rest) {
        Set<String> validation = new StratifiedGroups(patches, forced())
                .sample(rest, VALIDATION, new Seeds(experiment.seed()).stream("splits/validation/" + index));
        Set<String> train = new TreeSet<>(rest);
        train.removeAll(validation);
        train.addAll(forced());
        return new Split(index, train, validation, new TreeSet<>(test));
    }

    private Split validated(int index, Set<String> test, GroupShuffle.Draw draw) {
        Set<String> train = new TreeSet<>(draw.first());
        train.addAll(forced());
        return new Split(index, train, new TreeSet<>(draw.second()), new TreeSet<>(test));
    }

    /** Patients in the order in which they appear, without those that are forced into training. */
    private Set<String> patients(@Nullable ZoomSet zoom) {
        Set<String> patients = new LinkedHashSet<>();
        for (Patch patch : patches) {
            if ((zoom == null || zoom.contains(patch)) && !forced().contains(patch.patientId())) {
                patients.add(patch.patientId());
            }
        }
        return patients;
    }
}
