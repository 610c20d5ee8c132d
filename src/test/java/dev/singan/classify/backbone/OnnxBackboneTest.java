package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.classify.onnx.OnnxModels;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.onnx.OnnxRuntime;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small networks by ONNX Runtime against PyTorch 1.13 ({@code src/test/reference/onnx_models.py}). */
class OnnxBackboneTest {
    private static final BackboneProvider PROVIDER = BackboneKind.ONNX.provider();

    /** Both add in single precision, in another order. */
    private static final float ROUNDING = 2e-6f;

    @TempDir
    Path folder;

    private static JsonNode expected() throws IOException {
        try (InputStream in = OnnxModels.open("features.json")) {
            return Json.mapper().readTree(in);
        }
    }

    private static List<GrayImage> images(JsonNode expected) {
        int size = expected.path("size").asInt();
        List<GrayImage> images = new ArrayList<>();
        for (JsonNode one : expected.path("images")) {
            byte[] pixels = new byte[size * size];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) one.path(i).asInt();
            }
            images.add(new GrayImage(size, size, pixels));
        }
        return images;
    }

    private Backbone open(String name, OnnxOptions options) throws IOException {
        Path file = OnnxModels.write(name, folder);
        return PROVIDER.open(new BackboneOptions(file.toString(), options, 64, false), Progress.NONE);
    }

    private static void assertFeatures(float[][] features, JsonNode expected) {
        assertThat(features).hasNumberOfRows(expected.size());
        for (int i = 0; i < features.length; i++) {
            assertThat(features[i]).hasSize(expected.path(i).size());
            for (int k = 0; k < features[i].length; k++) {
                assertThat(features[i][k])
                        .isCloseTo((float) expected.path(i).path(k).asDouble(), within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.onnx", "metadata.onnx", "channels-last.onnx"})
    void theFeaturesAreThoseOfPyTorch(String name) throws IOException {
        JsonNode expected = expected();
        try (Backbone backbone = open(name, OnnxModels.IMAGENET)) {
            assertThat(backbone.dimension()).isEqualTo(6);
            assertFeatures(backbone.features(images(expected)), expected.path("colour"));
        }
    }

    @Test
    void axesThatAreNotFixedAndWeightsBesideChangeNothing() throws IOException {
        JsonNode expected = expected();
        OnnxOptions sized = new OnnxOptions(
                null, expected.path("size").asInt(), null, OnnxModels.IMAGENET.mean(), OnnxModels.IMAGENET.deviation());
        try (Backbone backbone = open("dynamic.onnx", sized)) {
            assertFeatures(backbone.features(images(expected)), expected.path("colour"));
        }
        OnnxModels.write("external.bin", folder);
        try (Backbone backbone = open("external.onnx", OnnxModels.IMAGENET)) {
            assertFeatures(backbone.features(images(expected)), expected.path("colour"));
        }
    }

    /** Five images in batches of two: the last is filled up. */
    @Test
    void aModelThatFixesItsBatchGetsWholeBatches() throws IOException {
        JsonNode expected = expected();
        try (Backbone backbone = open("grey.onnx", new OnnxOptions(null, null, null, List.of(0.5), List.of(0.25)))) {
            assertFeatures(backbone.features(images(expected)), expected.path("grey"));
        }
    }

    @Test
    void oneOfSeveralOutputsIsTakenByItsName() throws IOException {
        JsonNode expected = expected();
        OnnxOptions named =
                new OnnxOptions("features", null, null, OnnxModels.IMAGENET.mean(), OnnxModels.IMAGENET.deviation());
        try (Backbone backbone = open("two-outputs.onnx", named)) {
            assertFeatures(backbone.features(images(expected)), expected.path("colour"));
        }
    }

    @Test
    void theSameImageGivesTheSameBitsWhateverIsBesideIt() throws IOException {
        List<GrayImage> images = images(expected());
        List<GrayImage> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(images.get(i % images.size()));
        }
        try (Backbone backbone = open("colour.onnx", OnnxModels.IMAGENET)) {
            float[][] all = backbone.features(many);
            for (int i = 0; i < many.size(); i++) {
                assertThat(all[i]).isEqualTo(backbone.features(List.of(many.get(i)))[0]);
            }
        }
    }

    @Test
    void theWeightsAreTheFilesHashAndTheIdentityTellsHowImagesAreGiven() throws IOException {
        OnnxOptions other = new OnnxOptions(null, null, null, List.of(0.5), List.of(0.5));
        try (Backbone backbone = open("colour.onnx", OnnxModels.IMAGENET);
                Backbone another = open("colour.onnx", other)) {
            assertThat(backbone.name()).isEqualTo("onnx");
            assertThat(backbone.weights()).matches("[0-9a-f]{64}").isEqualTo(another.weights());
            assertThat(backbone.identity()).isNotEqualTo(another.identity());
        }
    }

    @Test
    void whatOnnxRuntimeCannotRunIsToldWithItsWords() throws IOException {
        Path file = OnnxModels.write("external.onnx", folder);
        Files.writeString(folder.resolve("external.bin"), "too short");
        BackboneOptions options = new BackboneOptions(file.toString(), OnnxModels.IMAGENET, 64, false);
        assertThatThrownBy(() -> PROVIDER.open(options, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot run " + file)
                .hasMessageContaining("Export the model anew");
    }

    /** The tests run what the goal classify resolves. */
    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<onnxruntime.version>" + OnnxRuntime.VERSION + "</onnxruntime.version>");
    }

    @Test
    void withoutAFileItStopsAndSaysWhatToDo() {
        assertThatThrownBy(() -> PROVIDER.require(new BackboneOptions(null, 64, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Dsingan.weights=model.onnx");
    }
}
