package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import org.junit.jupiter.api.Test;

/** Expected orders of magnitude follow from measured steps, not from the formula. */
class TrainingTimeTest {
    @Test
    void theEmbeddedStudysSinganTakesLessThanTwoMinutes() {
        // a step at 64x64 with 32 filters takes 23 ms, so 300 x 3 of them 21 s; the three smaller scales together as
        // much again
        assertThat(TrainingTime.seconds(SinganConfig.withDefaults(), 224)).isBetween(20.0, 90.0);
    }

    @Test
    void theThesissSinganTakesDaysOnACore() {
        // the largest of eleven scales alone: 6000 x 3 steps of 3.2 s
        assertThat(TrainingTime.seconds(SinganConfig.of(Recipe.THESIS_CODE), 224) / 86400)
                .isBetween(0.6, 6.0);
    }

    @Test
    void aGpuTakesSecondsForTheEmbeddedStudysSinganAndIsShared() {
        // an H100 took 3.6 s, and 11 s for eight scales of 250 iterations up to 128x128
        SinganConfig embedded = SinganConfig.withDefaults();
        assertThat(TrainingTime.seconds(embedded, 224, 1, 1, true)).isBetween(2.0, 7.0);
        assertThat(TrainingTime.seconds(embedded, 224, 8, 4, true))
                .isEqualTo(8 * TrainingTime.seconds(embedded, 224, 1, 1, true));
        assertThat(TrainingTime.seconds(embedded, 224, 8, 4, false)).isEqualTo(2 * TrainingTime.seconds(embedded, 224));
        SinganConfig large = SinganConfig.of(Recipe.OFFICIAL)
                .withPyramid(p -> p.withImageSize(128))
                .withOptimiser(o -> o.withIterations(250));
        assertThat(TrainingTime.seconds(large, 224, 1, 1, true)).isBetween(6.0, 22.0);
    }
}
