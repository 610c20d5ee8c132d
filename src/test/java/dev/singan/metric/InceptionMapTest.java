package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.FormulaWeights;
import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected values come from torchvision in float64 (src/test/reference/networks.py). */
class InceptionMapTest {
    private static final JsonNode REFERENCE = FormulaWeights.reference();

    @Test
    void theMapIsTorchvisions() {
        try (InceptionMap map = new InceptionMap(weights(), "formula", "formula")) {
            float[] values = map.of(FormulaWeights.picture(48, 48));
            assertThat(values).hasSize(21 * 21 * 64);
            double[] means = new double[64];
            for (int i = 0; i < values.length; i++) {
                means[i % 64] += (double) values[i] / (21 * 21);
            }
            for (int c = 0; c < 64; c++) {
                double first = REFERENCE.get("inceptionFirst").get(c).doubleValue();
                double mean = REFERENCE.get("inceptionMeans").get(c).doubleValue();
                assertThat((double) values[c]).isCloseTo(first, within(1e-4 * first + 1e-6));
                assertThat(means[c]).isCloseTo(mean, within(1e-4 * mean));
            }
            assertThat(map.layer()).isEqualTo("inception/64");
        }
    }

    @Test
    void coloursEnterInTheirOrder() {
        GrayImage picture = FormulaWeights.picture(48, 48);
        byte[] turned = new byte[48 * 48];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = picture.pixels()[i % 48 * 48 + i / 48];
        }
        FloatImage image = FloatImage.of(List.of(picture, FormulaWeights.smooth(48), new GrayImage(48, 48, turned)));
        try (InceptionMap map = new InceptionMap(weights(), "formula", "formula")) {
            float[] values = map.ofColor(image);
            double[] means = new double[64];
            for (int i = 0; i < values.length; i++) {
                means[i % 64] += (double) values[i] / (21 * 21);
            }
            for (int c = 0; c < 64; c++) {
                double mean = REFERENCE.get("inceptionColourMeans").get(c).doubleValue();
                assertThat(means[c]).isCloseTo(mean, within(1e-4 * mean));
            }
            assertThat(map.ofColor(FloatImage.of(picture, 3))).isEqualTo(map.of(picture));
        }
    }

    @Test
    void sifidIsThatOfTheMatrixRootInDouble() {
        try (InceptionMap map = new InceptionMap(weights(), "formula", "formula")) {
            double expected = REFERENCE.get("sifid").doubleValue();
            Sifid sifid = new Sifid(map, FormulaWeights.picture(48, 48));
            assertThat(sifid.score(FormulaWeights.smooth(48))).isCloseTo(expected, within(1e-3 * expected));
            assertThat(sifid.score(FormulaWeights.picture(48, 48))).isCloseTo(0, within(1e-9 * expected));
        }
    }

    @Test
    void whatIsMissingOrOfAnotherShapeIsListed() {
        Map<String, Tensor> weights = weights();
        weights.remove("Conv2d_1a_3x3.bn.bias");
        weights.put("Conv2d_2a_3x3.conv.weight", Tensor.scalar(1));
        assertThatThrownBy(() -> new InceptionMap(weights, "formula", "x.pth"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("x.pth")
                .hasMessageContaining("Conv2d_1a_3x3.bn.bias is missing")
                .hasMessageContaining("Conv2d_2a_3x3.conv.weight is [], expected [32, 32, 3, 3]");
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> state = new HashMap<>();
        FormulaWeights.add(state, "Conv2d_1a_3x3.conv", new int[] {32, 3, 3, 3}, "Conv2d_1a_3x3.bn");
        FormulaWeights.add(state, "Conv2d_2a_3x3.conv", new int[] {32, 32, 3, 3}, "Conv2d_2a_3x3.bn");
        FormulaWeights.add(state, "Conv2d_2b_3x3.conv", new int[] {64, 32, 3, 3}, "Conv2d_2b_3x3.bn");
        return state;
    }
}
