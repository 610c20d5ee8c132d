package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.gan.config.LossConfig;
import dev.singan.gan.config.NetworkConfig;
import dev.singan.gan.config.PyramidConfig;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.RunConfig;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.tensor.engine.GeneratorSteps;
import org.junit.jupiter.api.Test;

class GanOptionsTest {
    private static final SinganConfig START = SinganConfig.of(Recipe.THESIS_CODE);

    @Test
    void whatIsNotGivenStaysAsItIs() {
        assertThat(new GanOptions(START)
                        .iterations(null)
                        .trainer(null, 4, 2, 0.5, 0.1)
                        .pyramid(null, null, null, null, null)
                        .networks(null, null)
                        .optimiser(null, null)
                        .losses(null, null)
                        .steps(null, null)
                        .run(null, null)
                        .config())
                .isEqualTo(START);
    }

    @Test
    void everyValueGoesWhereItBelongs() {
        SinganConfig config = new GanOptions(START)
                .iterations(70)
                .pyramid(96, 1, 0.7, 19, 222)
                .networks(150, 300)
                .optimiser(1e-3, 60)
                .losses(0.3, 9.0)
                .steps("fresh", "official")
                .run("nd4j", 13)
                .config();
        assertThat(config.pyramid()).isEqualTo(new PyramidConfig(START.pyramid().preparation(), 96, 1, 0.7, 19, 222));
        assertThat(config.networks()).isEqualTo(new NetworkConfig(150, 300));
        assertThat(config.optimiser())
                .isEqualTo(START.optimiser()
                        .withIterations(70)
                        .withLearningRate(1e-3)
                        .withMilestone(60));
        assertThat(config.losses()).isEqualTo(new LossConfig(0.3, 9));
        assertThat(config.steps().generatorMode()).isEqualTo(GeneratorSteps.FRESH);
        assertThat(config.steps().reconstructionNoise()).isEqualTo(ReconstructionNoise.OFFICIAL);
        assertThat(config.run()).isEqualTo(new RunConfig("nd4j", 13));
    }

    /** Its paper: 64 filters, and a tenth of the learning rate after 80 % of the iterations. */
    @Test
    void aConsinganStartsFromItsPaper() {
        SinganConfig config = new GanOptions(SinganConfig.withDefaults())
                .iterations(1000)
                .trainer("consingan", 5, null, null, null)
                .config();
        assertThat(config.trainer()).isEqualTo(new Trainer.Consingan(5, 3, 0.1, 0.05));
        assertThat(config.networks().filters()).isEqualTo(64);
        assertThat(config.optimiser().milestone()).isEqualTo(800);
    }

    @Test
    void wordsThatAreNotKnownAreNamedWithTheirProperty() {
        GanOptions options = new GanOptions(START);
        assertThatThrownBy(() -> options.steps("3", null))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.generatorSteps")
                .hasMessageContaining("stale, fresh");
        assertThatThrownBy(() -> options.trainer("gan", null, null, null, null))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.trainer")
                .hasMessageContaining("singan, consingan");
    }
}
