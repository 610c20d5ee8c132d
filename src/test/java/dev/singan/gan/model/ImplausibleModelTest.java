package dev.singan.gan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engines.Engines;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose files can be parsed and cannot be: each is refused with the file, the field and the value. */
class ImplausibleModelTest {
    @TempDir
    Path model;

    @BeforeEach
    void write() throws IOException {
        ModelFiles.write(model, (TrainedSingan) Singan.readModel(Path.of("test/resources/singan/official")));
        assertThat(Singan.readModel(model)).isNotNull();
    }

    private void change(Consumer<ObjectNode> edit) throws IOException {
        Path file = model.resolve(Singan.MODEL_FILE);
        ObjectNode description = (ObjectNode) Json.mapper().readTree(file.toFile());
        edit.accept(description);
        Json.write(file, description);
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> Singan.readModel(model))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(model.toString())
                .hasMessageContainingAll(words);
    }

    @Test
    void another_schema() throws IOException {
        change(d -> d.put("schema", "singan-model/99"));
        refused("'singan-model/99'", "'singan-model/1'");
    }

    @Test
    void no_configuration() throws IOException {
        change(d -> d.putNull("config"));
        refused("config", "is null");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, -1, 2})
    void a_factor_that_makes_no_pyramid(double factor) throws IOException {
        change(d -> d.put("factor", factor));
        refused("factor");
    }

    @Test
    void channels_and_filters_that_no_network_has() throws IOException {
        change(d -> ((ObjectNode) d.get("config")).put("channels", 0));
        refused("singan.channels is 0");
        write();
        change(d -> ((ObjectNode) d.get("scales").get(0)).put("filters", 30_000));
        refused("scales[0].filters", "30000");
    }

    @Test
    void scales_in_reverse_and_a_thousand_of_them() throws IOException {
        change(d -> {
            ArrayNode scales = (ArrayNode) d.get("scales");
            JsonNode first = scales.remove(0);
            scales.add(first);
        });
        refused("scales[0].scale", "the coarsest comes first");
        write();
        change(d -> {
            ArrayNode scales = (ArrayNode) d.get("scales");
            for (int i = 0; i < 1000; i++) {
                scales.add(scales.get(0));
            }
        });
        refused("the field scales is 1004");
    }

    @Test
    void weights_that_are_no_numbers() throws IOException {
        Path file = model.resolve("scale-0.safetensors");
        Safetensors whole = Safetensors.read(file);
        TreeMap<String, Tensor> tensors = new TreeMap<>(whole.tensors());
        Tensor weight = tensors.get("generator.head.conv.weight");
        weight.data()[3] = Float.NaN;
        Safetensors.write(file, tensors, whole.metadata());
        refused("scale-0.safetensors", "generator.head.conv.weight has NaN at 3");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e9, Double.NaN, Double.POSITIVE_INFINITY, 0, -1, 1e-9})
    void samples_of_a_size_that_no_image_has(double scale) {
        assertThatThrownBy(() -> new SampleRequest(1, 0, 1, scale, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.scaleH");
    }

    @Test
    void samples_that_memory_has_no_room_for() throws IOException {
        try (Singan singan = Singan.load(model, Engines.of("nd4j"))) {
            assertThatThrownBy(() -> singan.sample(new SampleRequest(1, 0, 1000, 1000, 1), 0))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("lower singan.scaleV");
            assertThatThrownBy(() -> singan.sample(new SampleRequest(1, 0, 0.01, 1, 1), 0))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("raise singan.scaleV");
        }
    }
}
