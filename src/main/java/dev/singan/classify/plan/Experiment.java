package dev.singan.classify.plan;

import dev.singan.base.Protocol;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.dataset.patch.SplitRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what: everything that decides which patches stand in which set of which head.
 *
 * @param protocol the switches
 * @param tasks what the classifiers tell apart
 * @param arms the arms, the baseline first; under a protocol with fixed test patients also ensembles such as
 *     {@code ensemble-singan-4}, the mean of the arm's heads of all splits, and {@code singan-4+oversampling}, that of two arms' heads
 * @param matrixArms the arms that are also trained on each of {@code zooms}
 * @param primaryZoom the zoom groups on which every arm is trained and tested, as digits such as {@code 123}
 * @param zooms the zoom sets of the annotation-shift matrix, as digits; the primary one among them
 * @param splits how many splits
 * @param sources the SinGANs' source patches
 * @param addedSamples how many samples every arm adds; null to balance malignant with benign
 * @param malignantKeep share of the malignant training patients that are kept, in (0, 1]; the sources' are always kept
 * @param testCrops whether test patches are seen through a random crop (scale 0.8 to 1), as the follow-up study offers
 * @param seed the study's seed
 */
public record Experiment(
        Protocol protocol,
        List<Task> tasks,
        List<Arm> arms,
        List<Arm> matrixArms,
        String primaryZoom,
        List<String> zooms,
        int splits,
        SourceRule sources,
        @Nullable Integer addedSamples,
        double malignantKeep,
        boolean testCrops,
        long seed) {
    public Experiment {
        tasks = List.copyOf(tasks);
        arms = List.copyOf(arms);
        matrixArms = List.copyOf(matrixArms);
        zooms = List.copyOf(zooms);
    }

    /** Whether the data set's own test set is tested in every split, instead of folds or draws of the protocol. */
    public boolean splitsOfficially() {
        return sources.split() == SplitRule.OFFICIAL;
    }

    /** Whether all splits test the same patients. */
    public boolean testsTheSame() {
        return splitsOfficially() || protocol.splits() == Protocol.Splits.FIXED_TEST;
    }
}
