package dev.singan.classify.plan;

import dev.singan.base.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * scikit-learn's {@code GroupShuffleSplit} with a share for the second set: independent draws of groups, the same as its own for the same
 * {@code random_state}. Groups are numbered as {@code pandas.factorize} does, in the order in which they first appear.
 */
final class GroupShuffle {
    /** The {@code random_state} of the published code, wherever it splits. */
    static final int RANDOM_STATE = 42;

    private GroupShuffle() {}

    /**
     * A draw.
     *
     * @param first what scikit-learn calls the training set
     * @param second what it calls the test set: ceil(share · n) of the groups
     */
    record Draw(Set<String> first, Set<String> second) {}

    /**
     * Draws.
     *
     * @param groups the groups, each once, in the order of their numbers
     * @param draws how many draws, all from one generator
     * @param share the second set's share of the groups, in (0, 1)
     * @throws UserException where the first set would be empty
     */
    static List<Draw> draw(Collection<String> groups, int draws, double share) {
        NumpyRandom random = new NumpyRandom(RANDOM_STATE);
        List<String> numbered = List.copyOf(groups);
        int second = (int) Math.ceil(share * numbered.size());
        if (second == numbered.size()) {
            throw new UserException(
                    "There are only " + numbered.size() + " patients to draw from, and " + Math.round(100 * (1 - share))
                            + " % of them are none: use singan.protocol=strict, or more patients.");
        }
        List<Draw> result = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            int[] order = random.permutation(numbered.size());
            Set<String> left = new LinkedHashSet<>();
            Set<String> right = new LinkedHashSet<>();
            for (int k = 0; k < order.length; k++) {
                (k < second ? right : left).add(numbered.get(order[k]));
            }
            result.add(new Draw(left, right));
        }
        return result;
    }
}
