package dev.singan.study.evaluate;

import dev.singan.metric.DeLong;
import dev.singan.metric.Obuchowski;
import dev.singan.metric.RocAuc;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tests of an arm's AUCs against the baseline's that pair patches, so that both must have been tested on the same ones. */
final class PairedTests {
    private final ArmResult arm;
    private final ArmResult baseline;

    PairedTests(ArmResult arm, ArmResult baseline) {
        this.arm = arm;
        this.baseline = baseline;
    }

    /** By patients, within each split; empty where the splits test different patches. */
    Optional<Obuchowski> clustered(int c) {
        int splits = Math.max(arm.sets().size(), baseline.sets().size());
        List<ScoredSet> one = repeated(arm.sets(), splits);
        List<ScoredSet> other = repeated(baseline.sets(), splits);
        for (int s = 0; s < splits; s++) {
            if (one.size() != other.size()
                    || !one.get(s).patches().equals(other.get(s).patches())) {
                return Optional.empty();
            }
        }
        return Optional.of(Obuchowski.of(
                repeated(curves(arm, c), splits), repeated(curves(baseline, c), splits), baseline.ones()));
    }

    private static List<RocAuc> curves(ArmResult cell, int c) {
        return cell.prepared().stream().map(scores -> scores.rocAuc(c)).toList();
    }

    /** An ensemble's one set stands against each of the baseline's heads. */
    private static <T> List<T> repeated(List<T> sets, int splits) {
        return sets.size() == 1 ? Collections.nCopies(splits, sets.get(0)) : sets;
    }

    /** Of all splits together, each patch once; empty where the arms were not tested on the same patches. */
    Optional<DeLong> pooled(int c) {
        ScoredSet one = ScoredSet.pooled(arm.sets());
        ScoredSet other = ScoredSet.pooled(baseline.sets());
        if (!one.patches().equals(other.patches())) {
            return Optional.empty();
        }
        boolean[] positive = new boolean[other.labels().length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = other.labels()[i] == c;
        }
        return Optional.of(DeLong.test(positive, one.of(c), other.of(c)));
    }
}
