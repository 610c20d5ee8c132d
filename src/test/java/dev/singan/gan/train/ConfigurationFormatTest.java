package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.gan.config.LossConfig;
import dev.singan.gan.config.NetworkConfig;
import dev.singan.gan.config.OptimiserConfig;
import dev.singan.gan.config.Preparation;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.PyramidConfig;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.RunConfig;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.StepConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.use.Animation;
import dev.singan.gan.use.SuperResolution;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that were trained before stay up to date: {@code configurations.json} holds configurations and keys as the version wrote them in
 * which a configuration was one record of 26 values, a recipe's reconstruction noise was fixed, and {@code singan.winograd} was true.
 */
class ConfigurationFormatTest {
    private static final Map<String, JsonNode> WRITTEN = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = ConfigurationFormatTest.class.getResourceAsStream("configurations.json")) {
            Json.mapper()
                    .readTree(file)
                    .forEach(row -> WRITTEN.put(row.get("configuration").asText(), row));
        }
    }

    private static SinganConfig configuration(String name) {
        SinganConfig official = fixed(Recipe.OFFICIAL);
        return switch (name) {
            case "defaults" -> SinganConfig.withDefaults();
            case "consingan" -> SinganConfig.withDefaults().consingan(Trainer.Consingan.published());
            case "consingan of official" -> official.consingan(Trainer.Consingan.published());
            case "animation" -> Animation.config(official);
            case "super-resolution" -> SuperResolution.config(official, 4);
            case "every value" -> everyValue(Purpose.SUPER_RESOLUTION, new Trainer.Singan());
            case "every value of a consingan" -> everyValue(Purpose.ANIMATION, new Trainer.Consingan(5, 2, 0.5, 0.1));
            default -> fixed(Recipe.of(name));
        };
    }

    private static SinganConfig fixed(Recipe recipe) {
        return SinganConfig.of(recipe).withSteps(s -> s.withReconstructionNoise(ReconstructionNoise.FIXED));
    }

    private static SinganConfig everyValue(Purpose purpose, Trainer trainer) {
        return new SinganConfig(
                new PyramidConfig(Preparation.THESIS, 96, 3, 0.7, 19, 222),
                new NetworkConfig(20, 90),
                new OptimiserConfig(77, 3e-4, 0.4, 55, 0.2, 11),
                new LossConfig(0.3, 9),
                new StepConfig(0.05, 4, 2, GeneratorSteps.FRESH, ReconstructionNoise.OFFICIAL),
                new RunConfig("nd4j", 13),
                purpose,
                trainer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults",
                "official",
                "thesis-code",
                "iwbi-text",
                "consingan",
                "consingan of official",
                "animation",
                "super-resolution",
                "every value",
                "every value of a consingan"
            })
    void jsonAndKeysAreThoseOfEarlierVersions(String name) throws IOException {
        JsonNode written = WRITTEN.get(name);
        SinganConfig config = configuration(name);
        assertThat(Json.line(config)).isEqualTo(written.get("json").asText());
        assertThat(Json.mapper().readValue(written.get("json").asText(), SinganConfig.class))
                .isEqualTo(config);
        TrainRequest request = new TrainRequest(Path.of("patch.png"), Path.of("model"), config, 42, "17");
        assertThat(TrainingKey.of(request, new NamedEngine(), "0123456789abcdef"))
                .isEqualTo(written.get("key").asText());
    }

    /** An engine of which nothing but its name and its description is asked. */
    private static final class NamedEngine implements Engine {
        @Override
        public String name() {
            return "nd4j";
        }

        @Override
        public String description() {
            return "a library 1.0, 1 thread";
        }

        @Override
        public StepEngine open(ScaleShape shape, StepSettings settings) {
            throw new AssertionError();
        }

        @Override
        public FrozenGenerator freeze(NetState generator) {
            throw new AssertionError();
        }

        @Override
        public Layers layers(double slope) {
            throw new AssertionError();
        }
    }
}
