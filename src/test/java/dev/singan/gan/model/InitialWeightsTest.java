package dev.singan.gan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Seeds;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final NetLayout LAYOUT = new NetLayout(Net.GENERATOR, 1, 32);

    private static double[] part(NetState state, int offset, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = state.parameters()[offset + i];
        }
        return values;
    }

    @Test
    void convolutionsAreNormalAboutZeroAndBatchNormWeightsAboutOne() {
        NetState state = InitialWeights.draw(LAYOUT, new Seeds(5).stream("weights"));
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        double p = test.kolmogorovSmirnovTest(
                new NormalDistribution(0, 0.02), part(state, LAYOUT.weight(1), LAYOUT.weightLength(1)), false);
        assertThat(p).isGreaterThan(0.01);
        double q = test.kolmogorovSmirnovTest(new NormalDistribution(1, 0.02), part(state, LAYOUT.gamma(2), 32), false);
        assertThat(q).isGreaterThan(0.01);
        assertThat(part(state, LAYOUT.beta(0), 32)).containsOnly(0);
    }

    @Test
    void theLastBiasIsUniformWithinPyTorchsBound() {
        double bound = 1 / Math.sqrt(9 * 32);
        double[] biases = new double[400];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = InitialWeights.draw(LAYOUT, new Seeds(i).stream("w")).parameters()[LAYOUT.bias()];
        }
        assertThat(Arrays.stream(biases).max().orElseThrow()).isBetween(0.95 * bound, bound);
        assertThat(Arrays.stream(biases).min().orElseThrow()).isBetween(-bound, -0.95 * bound);
        assertThat(Arrays.stream(biases).average().orElseThrow()).isCloseTo(0, within(0.15 * bound));
    }

    @Test
    void theSameStreamGivesTheSameWeights() {
        assertThat(InitialWeights.draw(LAYOUT, new Seeds(5).stream("a")).parameters())
                .isEqualTo(InitialWeights.draw(LAYOUT, new Seeds(5).stream("a")).parameters())
                .isNotEqualTo(
                        InitialWeights.draw(LAYOUT, new Seeds(5).stream("b")).parameters());
    }
}
