package dev.singan.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BicubicTest {
    /** The values of src/test/reference/bicubic.py, MATLAB's imresize by its definition. */
    @Test
    void theResultIsThatOfImresize() throws IOException {
        try (InputStream in = BicubicTest.class.getResourceAsStream("/bicubic.json")) {
            for (JsonNode scene : Json.mapper().readTree(in)) {
                FloatImage resized = Bicubic.resize(
                        picture(
                                scene.get("height").intValue(),
                                scene.get("width").intValue()),
                        scene.get("toHeight").intValue(),
                        scene.get("toWidth").intValue(),
                        scene.get("scaleY").doubleValue(),
                        scene.get("scaleX").doubleValue());
                JsonNode expected = scene.get("values");
                assertThat(resized.data()).hasSize(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertThat((double) resized.data()[i])
                            .isCloseTo(expected.get(i).doubleValue(), within(2e-7));
                }
            }
        }
    }

    @Test
    void theSameSizeIsTheSameImageAndAFlatOneStaysFlat() {
        FloatImage image = picture(9, 6);
        assertThat(Bicubic.resize(image, 9, 6).data()).isEqualTo(image.data());
        float[] flat = new float[2 * 40];
        Arrays.fill(flat, 0.25f);
        assertThat(Bicubic.scale(new FloatImage(2, 5, 8, flat), 0.62).data())
                .hasSize(2 * 4 * 5)
                .containsOnly(0.25f);
    }

    /** The values of resizing() in src/test/reference/singan_reference.py. */
    @Test
    void aStepOfThePyramidIsTheOfficialCodes() throws Exception {
        Map<String, Tensor> reference = Safetensors.read(Path.of(BicubicTest.class
                        .getResource("/singan/resize.safetensors")
                        .toURI()))
                .tensors();
        Tensor levels = reference.get("image");
        float[] unit = new float[levels.data().length];
        for (int i = 0; i < unit.length; i++) {
            // A quarter of a level more: truncation must take it away again.
            unit[i] = (levels.data()[i] + 0.25f) / 255 * 2 - 1;
        }
        FloatImage image = new FloatImage(1, levels.size(0), levels.size(1), unit);
        for (String scale : List.of("0.350000", "0.620000", "0.750000", "1.300000", "1.333333", "2.200000")) {
            Tensor expected = reference.get("official-" + scale);
            FloatImage out = Bicubic.official(image, scale.equals("1.333333") ? 1 / 0.75 : Double.parseDouble(scale));
            assertThat(out.height()).isEqualTo(expected.size(0));
            assertThat(out.width()).isEqualTo(expected.size(1));
            for (int i = 0; i < expected.data().length; i++) {
                float clamped = Math.max(0, Math.min(255, expected.data()[i]));
                assertThat((out.data()[i] + 1) * 127.5f).isCloseTo(clamped, within(1e-4f));
            }
        }
    }

    private static FloatImage picture(int height, int width) {
        float[] data = new float[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                data[y * width + x] = (7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) / 9) % 256 / 255f;
            }
        }
        return new FloatImage(1, height, width, data);
    }
}
