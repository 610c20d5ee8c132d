package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.FormulaWeights;
import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.weights.WeightsFile;
import dev.singan.image.PillowResize;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.exact.program.ExactConvolutionProgram;
import dev.singan.tensor.file.Safetensors;
import dev.singan.tensor.nd4j.Nd4jConvolutionProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected values come from torchvision in float64, and from Pillow (src/test/reference/networks.py). */
class ResNetTest {
    private static final BackboneProvider PROVIDER = BackboneKind.RESNET50.provider();

    private static final JsonNode REFERENCE = FormulaWeights.reference();
    private static final ResNetLayout SMALL = new ResNetLayout(List.of(1, 2, 1, 1), 4);

    @TempDir
    Path folder;

    @Test
    void featuresAreTorchvisions() {
        double scale = 0;
        for (JsonNode value : REFERENCE.get("resnet")) {
            scale = Math.max(scale, Math.abs(value.doubleValue()));
        }
        try (ResNet net = new ResNet(SMALL, weights(), 2, 64)) {
            float[] features = net.run(FormulaWeights.numbers("images", 2 * 64 * 64 * 3));
            assertThat(features)
                    .hasSize(2 * 128)
                    .hasSize(REFERENCE.get("resnet").size());
            for (int i = 0; i < features.length; i++) {
                double expected = REFERENCE.get("resnet").get(i).doubleValue();
                assertThat((double) features[i]).isCloseTo(expected, within(1e-4 * expected + 1e-6 * scale));
            }
        }
    }

    @Test
    void anImagesFeaturesDoNotDependOnTheOneBesideIt() {
        try (ResNet net = new ResNet(SMALL, weights(), 2, 64)) {
            float[] images = FormulaWeights.numbers("images", 2 * 64 * 64 * 3);
            float[] together = net.run(images);
            Arrays.fill(images, 64 * 64 * 3, images.length, 0);
            assertThat(Arrays.copyOf(net.run(images), 128)).isEqualTo(Arrays.copyOf(together, 128));
        }
    }

    @Test
    void severalThreadsGiveTheBitsOfOneWhateverThePlaceInTheBatch() {
        float[] images = FormulaWeights.numbers("images", 2 * 64 * 64 * 3);
        float[] swapped = new float[images.length];
        System.arraycopy(images, 0, swapped, images.length / 2, images.length / 2);
        System.arraycopy(images, images.length / 2, swapped, 0, images.length / 2);
        try (ResNet net = new ResNet(SMALL, weights(), 2, 64)) {
            float[] once = net.run(images);
            float[] other = net.run(swapped);
            assertThat(Arrays.copyOf(other, 128)).isEqualTo(Arrays.copyOfRange(once, 128, 256));
            assertThat(Arrays.copyOfRange(other, 128, 256)).isEqualTo(Arrays.copyOf(once, 128));
            IntStream.range(0, 16).parallel().forEach(i -> assertThat(net.run(i % 2 == 0 ? images : swapped))
                    .isEqualTo(i % 2 == 0 ? once : other));
        }
    }

    @Test
    void nd4jAgrees() {
        float[] images = FormulaWeights.numbers("images", 2 * 64 * 64 * 3);
        try (ResNet fast = new ResNet(SMALL, weights(), new ExactConvolutionProgram(2, 64, 64, 3));
                ResNet portable = new ResNet(SMALL, weights(), new Nd4jConvolutionProgram(2, 64, 64, 3))) {
            float[] expected = portable.run(images);
            float[] found = fast.run(images);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-4f * Math.abs(expected[i]) + 1e-6f));
            }
        }
    }

    @Test
    void resizingIsPillows() {
        for (JsonNode scene : REFERENCE.get("resized")) {
            byte[] pixels = PillowResize.bilinear(
                            FormulaWeights.picture(
                                    scene.get("height").intValue(),
                                    scene.get("width").intValue()),
                            scene.get("toWidth").intValue(),
                            scene.get("toHeight").intValue())
                    .pixels();
            assertThat(Hashes.sha256(pixels)).isEqualTo(scene.get("sha256").textValue());
        }
    }

    @Test
    void preparationIsTheOneOfTheWeights() {
        float[] out = new float[224 * 224 * 3];
        ResNet50Backbone.prepare(FormulaWeights.picture(100, 131), out, 0, false);
        float[] twice = new float[out.length];
        ResNet50Backbone.prepare(FormulaWeights.picture(100, 131), twice, 0, true);
        JsonNode expected = REFERENCE.get("prepared");
        for (int i = 0; i < expected.size(); i++) {
            assertThat(out[i * 6007]).isCloseTo(expected.get(i).floatValue(), within(2e-6f));
        }
        assertThat(twice[0]).isCloseTo((out[0] - 0.485f) / 0.229f, within(1e-6f));
    }

    @Test
    void theLayoutOfResNet50HasTheParametersOfTheNetworkWithoutClassifier() {
        long parameters = ResNetLayout.RESNET50.convolutions().values().stream()
                .mapToLong(c -> (long) c.outputs() * c.inputs() * c.kernel() * c.kernel() + 2L * c.outputs())
                .sum();
        // torchvision: sum(p.numel() for p in resnet50().parameters()) - 2048 * 1000 - 1000
        assertThat(parameters).isEqualTo(23_508_032);
        assertThat(ResNetLayout.RESNET50.features()).isEqualTo(2048);
    }

    @Test
    void whatDoesNotFitIsListedInOneError() {
        Map<String, Tensor> weights = weights();
        weights.remove("bn1.bias");
        weights.put("conv1.weight", Tensor.scalar(1));
        weights.put("conv9.weight", Tensor.scalar(1));
        weights.put("fc.weight", Tensor.scalar(1));
        assertThatThrownBy(() -> SMALL.verify(weights, "x.pth"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("x.pth")
                .hasMessageContaining("bn1.bias is missing")
                .hasMessageContaining("conv1.weight is [], expected [4, 3, 7, 7]")
                .hasMessageContaining("conv9.weight is not part of the network")
                .hasMessageNotContaining("fc.weight");
    }

    @Test
    void randomWeightsFitTheLayoutAndComeAgain() {
        Map<String, Tensor> weights = SMALL.random(new Seeds(1));
        SMALL.verify(weights, "random");
        assertThat(SMALL.random(new Seeds(1))).isEqualTo(weights);
        assertThat(SMALL.random(new Seeds(2))).isNotEqualTo(weights);
    }

    @Test
    void withoutWeightsItStopsAndSaysWhatToDo() {
        assertThatThrownBy(() -> PROVIDER.open(new BackboneOptions(null, 64, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Pimagenet")
                .hasMessageContaining("-Dsingan.weights=random");
        assertThatThrownBy(() -> PROVIDER.open(
                        new BackboneOptions(folder.resolve("none.pth").toString(), 64, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.pth");
        assertThatThrownBy(() -> PROVIDER.require(new BackboneOptions(null, 64, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Pimagenet");
    }

    @Test
    void aFileOfAKnownNameMustHaveTheKnownHash() throws IOException {
        Path file = folder.resolve("resnet50-11ad3fa6.pth");
        Files.write(file, new byte[] {'P', 'K'});
        assertThatThrownBy(() -> WeightsFile.read(file, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("11ad3fa62ca79e40addfd354a8ec4b7c75143b3038b8d2a807fbc68deab379ca");
    }

    @Test
    void weightsAreReadFromSafetensorsWithTheirHash() throws IOException {
        Path file = folder.resolve("small.safetensors");
        Safetensors.write(file, weights(), Map.of());
        WeightsFile read = WeightsFile.read(file, Progress.NONE);
        assertThat(read.tensors()).isEqualTo(weights());
        assertThat(read.sha256()).isEqualTo(Hashes.sha256(file));
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> state = new HashMap<>();
        SMALL.convolutions().forEach((name, c) -> FormulaWeights.add(state, name, c.shape(), c.norm()));
        return state;
    }
}
