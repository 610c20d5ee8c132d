package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.use.Animation;
import dev.singan.gan.use.SuperResolution;
import dev.singan.tensor.engine.GeneratorSteps;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainRequestTest {
    @Test
    void aRequestTravelsAsJson() throws Exception {
        TrainRequest request = new TrainRequest(
                Path.of("a.png").toAbsolutePath(),
                Path.of("b").toAbsolutePath(),
                SinganConfig.of(Recipe.THESIS_CODE),
                5,
                "17");
        assertThat(Json.mapper().readValue(Json.line(request), TrainRequest.class))
                .isEqualTo(request);
    }

    /** SinGAN/training.py: z_opt is drawn in every epoch of the coarsest scale, but for super-resolution. */
    @Test
    void recipesDrawTheReconstructionNoiseAsTheOfficialCodeDoes() {
        for (Recipe recipe : Recipe.values()) {
            SinganConfig config = SinganConfig.of(recipe);
            assertThat(config.steps().reconstructionNoise()).isEqualTo(ReconstructionNoise.OFFICIAL);
            assertThat(Animation.config(config).steps().reconstructionNoise()).isEqualTo(ReconstructionNoise.OFFICIAL);
            assertThat(SuperResolution.config(config, 2).steps().reconstructionNoise())
                    .isEqualTo(ReconstructionNoise.FIXED);
        }
        assertThat(SinganConfig.withDefaults().steps().reconstructionNoise()).isEqualTo(ReconstructionNoise.FIXED);
    }

    @Test
    void choicesAreWrittenAsTheUserWritesThem() {
        SinganConfig config = SinganConfig.withDefaults().withSteps(s -> s.withGeneratorMode(GeneratorSteps.FRESH));
        JsonNode json = Json.mapper().valueToTree(config);
        assertThat(json.get("generatorMode").asText()).isEqualTo("fresh");
        assertThat(json.get("reconstructionNoise").asText()).isEqualTo("fixed");
    }

    @Test
    void aValueOutOfItsRangeNamesThePropertyTheValueAndTheRange() {
        SinganConfig small = SinganConfig.withDefaults();
        assertThatThrownBy(() -> small.withPyramid(p -> p.withMinSize(9)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.minSize is 9")
                .hasMessageContaining("at least 11");
        assertThatThrownBy(() -> Recipe.of("thesis"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("official, thesis-code, iwbi-text");
    }

    @Test
    void theLearningRateDropsAtTheMilestoneAndFiltersDoubleEveryFourScales() {
        SinganConfig official = SinganConfig.of(Recipe.OFFICIAL);
        assertThat(official.optimiser().learningRate(1599)).isEqualTo(5e-4);
        assertThat(official.optimiser().learningRate(1600)).isEqualTo(5e-5);
        assertThat(SinganConfig.of(Recipe.THESIS_CODE).optimiser().learningRate(5999))
                .isEqualTo(5e-4);
        assertThat(official.filters(3)).isEqualTo(32);
        assertThat(official.filters(4)).isEqualTo(64);
        assertThat(official.filters(11)).isEqualTo(128);
    }
}
