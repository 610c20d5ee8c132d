package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRandomTest {
    /** The known answers that the authors publish with their implementation (Random123, {@code kat_vectors}). */
    @Test
    void theWordsAreThoseOfTheAuthors() {
        assertThat(philox(0, 0, 0, 0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(philox(-1, -1, -1, -1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] philox(int c0, int c1, int c2, int c3, int k0, int k1) {
        int[] words = new int[4];
        CounterRandom.philox(c0, c1, c2, c3, k0, k1, words);
        return words;
    }

    @Test
    void normalValuesHaveTheMomentsOfTheNormalDistribution() {
        int n = 4_000_000;
        double[] sums = new double[5];
        for (float v : new CounterRandom(7).normals(n)) {
            double power = 1;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += power / n;
                power *= v;
            }
        }
        // Five standard errors each: 1, sqrt 2, sqrt 15 and sqrt 96 over the root of n.
        assertThat(sums[1]).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(sums[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(sums[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
        assertThat(sums[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Test
    void theShareBelowAQuantileIsThatOfTheNormalDistribution() {
        int n = 1_000_000;
        float[] values = new CounterRandom(8).normals(n);
        // scipy.stats.norm.ppf([0.001, 0.025, 0.25, 0.5, 0.9])
        double[][] quantiles = {
            {-3.090232306167813, 0.001},
            {-1.9599639845400545, 0.025},
            {-0.6744897501960817, 0.25},
            {0, 0.5},
            {1.2815515655446004, 0.9}
        };
        for (double[] q : quantiles) {
            double below = 0;
            for (float v : values) {
                below += v < q[0] ? 1.0 / n : 0;
            }
            assertThat(below).isCloseTo(q[1], within(5 * Math.sqrt(q[1] * (1 - q[1]) / n)));
        }
    }

    @Test
    void theLogarithmIsExactToAFewUnitsInTheLastPlace() {
        for (int i = 1; i < 1 << 24; i += 997) {
            float u = i * 0x1p-24f;
            double expected = StrictMath.log(u);
            assertThat((double) CounterRandom.log(u)).isCloseTo(expected, within(3e-7 * Math.max(1e-1, -expected)));
        }
    }

    @Test
    void aStreamGoesOnFromItsPosition() {
        CounterRandom one = new CounterRandom(3);
        one.normals(10);
        one.uniform();
        CounterRandom other = new CounterRandom(3);
        other.seek(one.position());
        assertThat(other.normals(9)).isEqualTo(one.normals(9));
        assertThat(other.uniform()).isEqualTo(one.uniform()).isBetween(0f, 1f);
    }
}
