package dev.singan.dataset.patch;

import java.util.List;

/**
 * Which malignant patches train the SinGANs.
 *
 * @param count how many; ignored where ids are given
 * @param zooms the zoom groups to choose from, 1 to 3; with several, the pairs of a film and a digital patch take them in turn
 * @param ids the patches themselves, in the order in which the arms take them; empty to choose by the rule
 * @param split who says which patients are tested, of whom no patch is taken
 */
public record SourceRule(int count, List<Integer> zooms, List<Integer> ids, SplitRule split) {
    public SourceRule {
        zooms = List.copyOf(zooms);
        ids = List.copyOf(ids);
    }

    /** The rule that chooses: half film and half digital, at most one patch per patient. */
    public static SourceRule choose(int count, List<Integer> zooms) {
        return new SourceRule(count, zooms, List.of(), SplitRule.OWN);
    }

    /** The patches themselves. */
    public static SourceRule given(List<Integer> ids) {
        return new SourceRule(ids.size(), List.of(), ids, SplitRule.OWN);
    }

    /** The same where another says which patients are tested. */
    public SourceRule with(SplitRule newSplit) {
        return new SourceRule(count, zooms, ids, newSplit);
    }
}
