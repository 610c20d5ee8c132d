package dev.singan.image;

import static dev.singan.image.ImageFilesTest.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The expected pixels and thresholds are OpenCV 4.6's, written by src/test/reference/images.py. */
class ResizeAndOtsuTest {
    private final JsonNode expected;

    ResizeAndOtsuTest() throws IOException {
        expected = Json.mapper().readTree(fixture("expected.json").toFile());
    }

    @Test
    void resizingIsWithinOneGreyLevelOfOpenCv() {
        GrayImage image = ImageFiles.read(fixture("gray.png"));
        expected.get("resized").fields().forEachRemaining(entry -> {
            int[] n = Arrays.stream(entry.getKey().split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            GrayImage reference = ImageFiles.read(fixture(entry.getValue().asText()));
            GrayImage resized = Resize.bilinear(image, new Box(n[0], n[1], n[2], n[3]), n[4], n[5]);
            assertThat(resized.pixels()).hasSameSizeAs(reference.pixels());
            for (int i = 0; i < resized.pixels().length; i++) {
                assertThat(resized.pixels()[i] & 0xff)
                        .as("%s, pixel %d", entry.getKey(), i)
                        .isBetween(
                                (reference.pixels()[i] & 0xff) - 1, (reference.pixels()[i] & 0xff) + 1);
            }
        });
    }

    @Test
    void thresholdsAreThoseOfOpenCv() {
        for (JsonNode node : expected.get("otsu")) {
            int[] histogram = Json.mapper().convertValue(node.get("histogram"), int[].class);
            assertThat(Otsu.threshold(histogram))
                    .isEqualTo(node.get("threshold").asInt());
        }
    }

    @Test
    void aHistogramCountsEveryPixel() {
        GrayImage image = new GrayImage(7, 1, new byte[] {0, 1, 1, -1, 5, 5, 5});
        int[] histogram = Otsu.histogram(image);
        assertThat(Arrays.stream(histogram).sum()).isEqualTo(7);
        assertThat(histogram[1]).isEqualTo(2);
        assertThat(histogram[5]).isEqualTo(3);
        assertThat(histogram[255]).isEqualTo(1);
    }
}
