package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.FormulaWeights;
import dev.singan.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected values come from torchvision in float64, after three batches in training mode (src/test/reference/networks.py). */
class DriftingResNetTest {
    private static final ResNetLayout SMALL = new ResNetLayout(java.util.List.of(1, 2, 1, 1), 4);
    private static final JsonNode REFERENCE = FormulaWeights.reference().get("drift");

    private static float[] batch(int number) {
        return FormulaWeights.numbers("drift" + number, 4 * 64 * 64 * 3);
    }

    @Test
    void batchesDriftTheStatisticsAsTorchvisionsTrainingModeDoes() {
        Map<String, Tensor> state = new HashMap<>();
        SMALL.convolutions().forEach((name, c) -> FormulaWeights.add(state, name, c.shape(), c.norm()));
        try (DriftingResNet net = new DriftingResNet(SMALL, state, 4, 64)) {
            net.train(batch(0));
            net.train(batch(1));
            assertAgrees(net.train(batch(2)), REFERENCE.get("train"));
            Map<String, Tensor> drifted = net.state();
            assertAgrees(drifted.get("layer2.1.bn2.running_mean").data(), REFERENCE.get("mean"));
            assertAgrees(drifted.get("layer2.1.bn2.running_var").data(), REFERENCE.get("variance"));
            assertThat(drifted.get("conv1.weight")).isEqualTo(state.get("conv1.weight"));
            try (ResNet tested = new ResNet(SMALL, drifted, 4, 64);
                    ResNet frozen = new ResNet(SMALL, state, 4, 64)) {
                assertAgrees(tested.run(batch(2)), REFERENCE.get("eval"));
                assertThat(frozen.run(batch(2))[0])
                        .isNotCloseTo(REFERENCE.get("eval").get(0).floatValue(), within(1e-3f));
            }
        }
    }

    private static void assertAgrees(float[] found, JsonNode expected) {
        assertThat(found).hasSize(expected.size());
        double scale = 0;
        for (JsonNode value : expected) {
            scale = Math.max(scale, Math.abs(value.doubleValue()));
        }
        for (int i = 0; i < found.length; i++) {
            double value = expected.get(i).doubleValue();
            assertThat((double) found[i]).isCloseTo(value, within(1e-4 * Math.abs(value) + 1e-5 * scale));
        }
    }
}
