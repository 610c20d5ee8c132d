package dev.singan.tensor.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScatteringTransformTest {
    /** The values of src/test/reference/scattering.py, which computes in double by the definition. */
    @Test
    void theValuesAreThoseOfTheNumpyReference() throws IOException {
        try (InputStream in = ScatteringTransformTest.class.getResourceAsStream("/scattering.json")) {
            for (JsonNode scene : Json.mapper().readTree(in)) {
                int size = scene.get("size").intValue();
                ScatteringTransform transform = new ScatteringTransform(
                        size,
                        scene.get("scales").intValue(),
                        scene.get("angles").intValue());
                float[] values = transform.worker().transform(picture(size));
                JsonNode expected = scene.get("values");
                assertThat(values).hasSize(expected.size()).hasSize(transform.dimension());
                for (int i = 0; i < values.length; i++) {
                    double e = expected.get(i).doubleValue();
                    assertThat((double) values[i])
                            .as("value %d at size %d", i, size)
                            .isCloseTo(e, within(1e-5 * e));
                }
            }
        }
    }

    @Test
    void theNumberOfValuesIsThatOfTheStudy() {
        assertThat(new ScatteringTransform(64, 4, 8).dimension()).isEqualTo(898);
    }

    @Test
    void aWorkerGivesTheSameBitsAgain() {
        ScatteringTransform.Worker worker = new ScatteringTransform(32, 3, 4).worker();
        float[] once = worker.transform(picture(32));
        worker.transform(new float[32 * 32]);
        assertThat(worker.transform(picture(32))).isEqualTo(once);
    }

    @Test
    void aFlatImageHasNothingButItsMean() {
        float[] flat = new float[32 * 32];
        Arrays.fill(flat, 0.5f);
        ScatteringTransform transform = new ScatteringTransform(32, 3, 4);
        float[] values = transform.worker().transform(flat);
        for (int i = 0; i < values.length; i++) {
            boolean mean = i == 0 || i == (transform.dimension() - 2 * 12) / 2;
            assertThat(values[i]).isCloseTo(mean ? 0.5f : 0f, within(1e-7f));
        }
    }

    @Test
    void anImageThatIsTooSmallForItsScalesIsRefused() {
        assertThatThrownBy(() -> new ScatteringTransform(15, 4, 8)).hasMessageContaining("15x15");
    }

    private static float[] picture(int size) {
        float[] pixels = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] = (7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) / 9) % 256 / 255f;
            }
        }
        return pixels;
    }
}
