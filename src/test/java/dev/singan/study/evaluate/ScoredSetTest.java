package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.dataset.patch.Patch;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScoredSetTest {
    private static Patch patch(int id) {
        return new Patch(
                "lesion/" + id + ".png", "p" + id, 1, "Film", "Malign", null, null, 3, 1, null, null, null, null, null);
    }

    private static ScoredSet set(int split, List<Patch> patches, double... scores) {
        double[][] rows = new double[scores.length][];
        int[] patients = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            rows[i] = new double[] {1 - scores[i], scores[i]};
            patients[i] = patches.get(i).id();
        }
        return new ScoredSet(split, patches, new int[scores.length], rows, patients);
    }

    /** As {@code published} draws its splits, a patient may be tested in two of them. */
    @Test
    void a_patch_of_two_splits_is_pooled_once_with_the_mean_of_its_scores() {
        ScoredSet pooled = ScoredSet.pooled(List.of(
                set(0, List.of(patch(1), patch(2)), 0.25, 0.5), set(1, List.of(patch(2), patch(3)), 0.75, 0.125)));
        assertThat(pooled.patches()).containsExactly(patch(1), patch(2), patch(3));
        assertThat(pooled.of(1)).containsExactly(0.25, 0.625, 0.125);
        assertThat(pooled.patients()).containsExactly(1, 2, 3);
    }
}
