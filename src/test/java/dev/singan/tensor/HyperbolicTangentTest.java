package dev.singan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HyperbolicTangentTest {
    @Test
    void itIsWithinAFewUnitsInTheLastPlaceOfTheExactValue() {
        for (float x = 1e-8f; x < 20; x *= 1.0003f) {
            double expected = StrictMath.tanh(x);
            assertThat((double) HyperbolicTangent.of(x)).isCloseTo(expected, within(4e-7 * expected));
            assertThat(HyperbolicTangent.of(-x)).isCloseTo((float) -expected, within((float) (4e-7 * expected)));
        }
    }

    @Test
    void itEndsAtOneAndPassesOnWhatIsNoNumber() {
        assertThat(HyperbolicTangent.of(0)).isZero();
        assertThat(HyperbolicTangent.of(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(HyperbolicTangent.of(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(HyperbolicTangent.of(Float.NaN)).isNaN();
    }
}
