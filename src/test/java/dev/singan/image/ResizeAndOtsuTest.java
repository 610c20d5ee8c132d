package dev.singan.image;

import static dev.singan.image.file.ImageFilesTest.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.image.file.ImageFiles;
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
        byte[] pixels = new byte[259];
        for (int i = 0; i < 240; i++) {
            pixels[i] = (byte) (i + 16);
        }
        GrayImage image = new GrayImage(259, 1, pixels);
        int[] histogram = Otsu.histogram(image);
        assertThat(histogram[0]).isEqualTo(19);
        for (int v = 1; v < 256; v++) {
            assertThat(histogram[v]).as("grey value %d", v).isEqualTo(v < 16 ? 0 : 1);
        }
    }

    @Test
    void whitePixelsAreCountedAtEveryThreshold() {
        byte[] pixels = new byte[300 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 256);
        }
        GrayImage image = new GrayImage(300, 3, pixels);
        Box region = new Box(5, 1, 261, 2);
        for (int threshold = 0; threshold < 256; threshold++) {
            int expected = 0;
            for (int y = 1; y < 3; y++) {
                for (int x = 5; x < 266; x++) {
                    expected += image.get(x, y) > threshold ? 1 : 0;
                }
            }
            assertThat(Otsu.countAbove(image, region, threshold)).isEqualTo(expected);
        }
    }
}
