package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceWatchTest {
    private final List<String> warnings = new ArrayList<>();

    private final DivergenceWatch watch = new DivergenceWatch("17", new Progress() {
        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    });

    private static LossRow row(int scale, double critic, double reconstruction) {
        return new LossRow(scale, 12, critic, 0.1, 0.1, -0.3, reconstruction, 0.2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void lossesThatAreNoNumbersStopTrainingWithScaleIterationAndRemedy(double loss) {
        for (LossRow row : List.of(row(2, loss, 1), row(2, 1, loss))) {
            assertThatThrownBy(() -> watch.losses(row))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("SinGAN 17, scale 2, iteration 12")
                    .hasMessageContaining("singan.gan.learningRate");
        }
    }

    @Test
    void aCriticBeyondHopeStopsTraining() {
        assertThatThrownBy(() -> watch.losses(row(1, -2e6, 1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("SinGAN 17, scale 1, iteration 12: the critic has diverged")
                .hasMessageContaining("singan.gan.lambda");
    }

    @Test
    void aSuspiciousCriticIsWarnedOfOncePerScale() {
        watch.losses(row(0, 5, 1));
        assertThat(warnings).isEmpty();
        watch.losses(row(0, 2e3, 1));
        watch.losses(row(0, 3e3, 1));
        assertThat(warnings).hasSize(1);
        watch.losses(row(1, 2e3, 1));
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1)).contains("scale 1, iteration 12", "seems to diverge", "singan.gan.learningRate");
    }

    @Test
    void aSampleOfOneGreyIsWarnedOf() {
        FloatImage real = new FloatImage(1, 1, 4, new float[] {-0.5f, 0.5f, -0.5f, 0.5f});
        watch.sample(3, 300, new FloatImage(1, 1, 4, new float[] {-0.4f, 0.3f, -0.2f, 0.4f}), real);
        assertThat(warnings).isEmpty();
        watch.sample(3, 300, new FloatImage(1, 1, 4, new float[] {0.1f, 0.1f, 0.101f, 0.1f}), real);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("scale 3", "300 iterations", "collapsed to one grey", "singan.gan.iterations", "singan.seed");
    }
}
