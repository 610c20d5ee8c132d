package dev.singan.classify.plan;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.OfficialSets;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourcePatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every head of an experiment with its sets and what its arm adds.
 *
 * <p>All arms of a split and zoom set add the same number A = benign − malignant of the training set (or the number that is asked for), so
 * that they differ in where the added patches come from alone. An arm with N sources adds A div N from each, and one more from each of
 * the first A mod N.
 */
public final class ArmPlan {
    private final List<Patch> patches;
    private final Experiment experiment;
    private final List<Patch> sources;
    private final Optional<OfficialSets> official;
    private final List<HeadPlan> heads = new ArrayList<>();
    private final Map<String, List<Split>> splits = new LinkedHashMap<>();

    private ArmPlan(List<Patch> patches, Experiment experiment) {
        this.patches = List.copyOf(patches);
        this.experiment = experiment;
        this.official = experiment.splitsOfficially() ? Optional.of(OfficialSets.of(patches)) : Optional.empty();
        this.sources = SourcePatches.select(patches, experiment.sources(), new Seeds(experiment.seed()));
    }

    /**
     * Plans an experiment. The same table and experiment give the same plan.
     *
     * @throws UserException where the experiment asks for what the patches cannot give
     */
    public static ArmPlan of(List<Patch> patches, Experiment experiment) {
        ArmPlan plan = new ArmPlan(patches, experiment);
        plan.check();
        plan.planHeads();
        return plan;
    }

    /** How many samples each SinGAN must have, at the most, for any head of the experiment. */
    public static int samplesPerSingan(List<Patch> patches, Experiment experiment) {
        ArmPlan plan = of(patches, experiment);
        return IntStream.range(0, plan.sources.size())
                .map(source -> plan.most(Arm.Kind.SINGAN, source))
                .max()
                .orElse(0);
    }

    /** The source patches of the study's SinGANs, in the order in which the arms take them. */
    public List<Patch> sources() {
        return sources;
    }

    /** The data set's own sets, where the experiment tests on them. */
    public Optional<OfficialSets> official() {
        return official;
    }

    /** A source's place in the patch table. */
    public int sourceIndex(int source) {
        return patches.indexOf(sources.get(source));
    }

    /** The most that any head of a kind adds from a source; 0 where none does. */
    public int most(Arm.Kind kind, int source) {
        return heads.stream()
                .filter(head -> head.arm().kind() == kind && head.perSource().size() > source)
                .mapToInt(head -> head.perSource().get(source))
                .max()
                .orElse(0);
    }

    public List<Patch> patches() {
        return patches;
    }

    public List<HeadPlan> heads() {
        return Collections.unmodifiableList(heads);
    }

    /** The splits by zoom set. */
    public Map<String, List<Split>> splits() {
        return Collections.unmodifiableMap(splits);
    }

    private void check() {
        if (!(experiment.malignantKeep() > 0 && experiment.malignantKeep() <= 1)) {
            throw new UserException("singan.malignant.keep is " + experiment.malignantKeep()
                    + ", but must be above 0 and at most 1, the share of malignant training patients to keep.");
        }
        if (experiment.splits() < 1 || (experiment.splits() < 2 && !drawn())) {
            throw new UserException("singan.splits is " + experiment.splits() + ", but must be at least "
                    + (drawn() ? 1 : 2) + " under singan.protocol="
                    + experiment.protocol().name() + ".");
        }
        checkMatrixArms();
        for (Arm arm : trained()) {
            if (arm.sources() > sources.size()) {
                throw new UserException("singan.arms names " + arm.name() + ", but there are only " + sources.size()
                        + " source patches: raise singan.sources.count to " + arm.sources() + ", or remove the arm.");
            }
        }
    }

    /** An arm of the matrix that is not an arm of the experiment would be left out without a word. */
    private void checkMatrixArms() {
        Set<Arm> known = new LinkedHashSet<>(experiment.arms());
        known.addAll(trained());
        List<Arm> unknown = experiment.matrixArms().stream()
                .filter(arm -> !known.contains(arm))
                .toList();
        if (!unknown.isEmpty()) {
            List<Arm> rest = new ArrayList<>(experiment.matrixArms());
            rest.removeAll(unknown);
            throw new UserException("singan.matrix.arms names " + names(unknown, ", ")
                    + ", but singan.arms has only " + names(experiment.arms(), ", ")
                    + ": add it there, or set -Dsingan.matrix.arms="
                    + (rest.isEmpty() ? experiment.arms().get(0).name() : names(rest, ",")) + ".");
        }
    }

    private static String names(List<Arm> arms, String between) {
        return arms.stream().map(Arm::name).collect(Collectors.joining(between));
    }

    private boolean drawn() {
        return experiment.splitsOfficially() || experiment.protocol().splits() != Protocol.Splits.STRATIFIED_FOLDS;
    }

    /** The arms that are trained: those asked for and the members of ensembles. */
    private List<Arm> trained() {
        return experiment.arms().stream()
                .flatMap(arm -> arm.members().stream())
                .distinct()
                .toList();
    }

    private void planHeads() {
        Set<String> zooms = new LinkedHashSet<>();
        zooms.add(experiment.primaryZoom());
        zooms.addAll(experiment.zooms());
        Set<String> patients = new HashSet<>();
        sources.forEach(source -> patients.add(source.patientId()));
        Splitter splitter = new Splitter(patches, patients, experiment);
        for (String digits : zooms) {
            ZoomSet zoom = new ZoomSet(digits);
            splits.put(digits, splitter.splits(zoom));
            for (Split split : splits.get(digits)) {
                planSplit(zoom, split, patients);
            }
        }
    }

    private void planSplit(ZoomSet zoom, Split split, Set<String> sourcePatients) {
        Set<String> thinned = thinned(split.train(), sourcePatients);
        int[] train = indices(patch -> zoom.contains(patch)
                && split.train().contains(patch.patientId())
                && !(Task.lesionClass(patch) == 2 && thinned.contains(patch.patientId())));
        int[] validation =
                indices(patch -> zoom.contains(patch) && split.validation().contains(patch.patientId()));
        int[] test = indices(patch -> split.test().contains(patch.patientId()));
        int[] heldOut = indices(patch ->
                split.test().contains(patch.patientId()) || split.validation().contains(patch.patientId()));
        checkSets(zoom, split, train, validation, test);
        for (Arm arm : trained()) {
            if (zoom.digits().equals(experiment.primaryZoom())
                    || experiment.matrixArms().contains(arm)) {
                int wanted = arm.kind() == Arm.Kind.BASELINE ? 0 : wanted(train);
                List<Integer> perSource = share(arm, wanted);
                heads.add(new HeadPlan(
                        arm,
                        zoom,
                        split.index(),
                        train,
                        validation,
                        heldOut,
                        test,
                        perSource,
                        note(arm, wanted, perSource)));
            }
        }
    }

    private void checkSets(ZoomSet zoom, Split split, int[] train, int[] validation, int[] test) {
        requireLesions("training", train, zoom, split);
        requireLesions("validation", validation, zoom, split);
        requireLesions("test", test, zoom, split);
    }

    private void requireLesions(String set, int[] indices, ZoomSet zoom, Split split) {
        long classes = Arrays.stream(indices)
                .map(i -> Task.lesionClass(patches.get(i)) == 0 ? 0 : 1)
                .distinct()
                .count();
        if (classes < 2) {
            throw new UserException("The " + set + " set of split " + split.index() + " (zoom " + zoom.digits()
                    + ") has "
                    + indices.length
                    + " patches and not both healthy and lesion patches among them: the data has too few"
                    + " patients for " + experiment.splits() + " splits; lower singan.splits or take more data.");
        }
    }

    /** The malignant training patients whose malignant patches are left out; the sources' never are. */
    private Set<String> thinned(Set<String> train, Set<String> sourcePatients) {
        Set<String> malignant = new TreeSet<>();
        for (Patch patch : patches) {
            if (Task.lesionClass(patch) == 2 && train.contains(patch.patientId())) {
                malignant.add(patch.patientId());
            }
        }
        int keep = (int) Math.ceil(experiment.malignantKeep() * malignant.size());
        Set<String> kept = new HashSet<>(malignant);
        kept.retainAll(sourcePatients);
        for (String patient :
                StratifiedGroups.shuffled(malignant, new Seeds(experiment.seed()).stream("malignant-keep"))) {
            if (kept.size() >= keep) {
                break;
            }
            kept.add(patient);
        }
        malignant.removeAll(kept);
        return malignant;
    }

    private int wanted(int[] train) {
        if (experiment.addedSamples() != null) {
            return experiment.addedSamples();
        }
        int surplus = 0;
        for (int index : train) {
            int lesion = Task.lesionClass(patches.get(index));
            surplus += lesion == 1 ? 1 : lesion == 2 ? -1 : 0;
        }
        return Math.max(0, surplus);
    }

    private List<Integer> share(Arm arm, int wanted) {
        if (arm.kind() == Arm.Kind.BASELINE) {
            return List.of();
        }
        int n = arm.kind() == Arm.Kind.SINGAN ? arm.sources() : oversampled();
        Integer[] shares = new Integer[n];
        for (int i = 0; i < n; i++) {
            shares[i] =
                    wanted / n + (!experiment.protocol().has(Deviation.REMAINDER_DROPPED) && i < wanted % n ? 1 : 0);
        }
        return List.of(shares);
    }

    /** The oversampling arms take the sources of the largest SinGAN arm, so that both add to the same patches' share. */
    private int oversampled() {
        return trained().stream()
                .mapToInt(Arm::sources)
                .filter(n -> n > 0)
                .max()
                .orElse(sources.size());
    }

    private String note(Arm arm, int wanted, List<Integer> perSource) {
        if (arm.kind() == Arm.Kind.BASELINE || wanted >= perSource.size()) {
            return "";
        }
        boolean nothing = perSource.stream().allMatch(n -> n == 0);
        return "only " + wanted + " samples are to be added, fewer than the arm's " + perSource.size() + " sources: "
                + (nothing ? "the arm equals the baseline" : "the arm hardly differs from the baseline")
                + "; singan.malignant.keep below 1 thins the malignant training patients";
    }

    private int[] indices(Predicate<Patch> in) {
        Predicate<Patch> leftOut =
                patch -> official.filter(sets -> sets.isLeftOut(patch)).isPresent();
        return IntStream.range(0, patches.size())
                .filter(i -> in.and(leftOut.negate()).test(patches.get(i)))
                .toArray();
    }
}
