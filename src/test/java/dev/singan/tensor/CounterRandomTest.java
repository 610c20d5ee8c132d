package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRandomTest {
    /** The first of the known answers that come with Random123, {@code philox4x32 10} of counter and key 0. */
    @Test
    void blocksAreThoseOfRandom123() {
        assertThat(new CounterRandom(0).block(0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    /** Box and Muller's formula in double, of the same words. */
    @Test
    void normalValuesAreThoseOfBoxAndMuller() {
        CounterRandom random = new CounterRandom(123456789012345L);
        float[] values = random.normals(7, 4000);
        for (int i = 0; i < values.length; i += 2) {
            int[] words = random.block(7 + i / 4);
            int a = words[i % 4];
            int b = words[i % 4 + 1];
            double radius = Math.sqrt(-2 * Math.log(((a >>> 8) + 1) * 0x1p-24));
            // The angle is counted from the middle of a quadrant.
            double angle = (b >>> 30) * Math.PI / 2 + (((b >>> 6) & 0xffffff) * 0x1p-23 - 1) * Math.PI / 4;
            assertThat((double) values[i]).isCloseTo(radius * Math.cos(angle), within(2e-6));
            assertThat((double) values[i + 1]).isCloseTo(radius * Math.sin(angle), within(2e-6));
        }
    }

    @Test
    void aDrawOfAnyLengthBeginsLikeALongerOne() {
        CounterRandom random = new CounterRandom(5);
        float[] all = random.normals(0, 12);
        for (int n = 1; n < 12; n++) {
            assertThat(all).startsWith(random.normals(0, n));
        }
        assertThat(random.normals(2, 4)).containsExactly(all[8], all[9], all[10], all[11]);
    }

    @Test
    void uniformValuesFillTheUnitInterval() {
        CounterRandom random = new CounterRandom(-1);
        double sum = 0;
        for (int block = 0; block < 10_000; block++) {
            float value = random.uniform(block);
            assertThat(value).isBetween(0f, 0x1.fffffep-1f);
            sum += value;
        }
        // Of a mean of 10,000 uniform values the standard deviation is 0.0029.
        assertThat(sum / 10_000).isCloseTo(0.5, within(0.015));
    }
}
