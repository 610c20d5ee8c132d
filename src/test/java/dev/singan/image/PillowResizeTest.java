package dev.singan.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PillowResizeTest {
    static Stream<JsonNode> cases() throws Exception {
        JsonNode file = Json.mapper().readTree(PillowResizeTest.class.getResource("/pillow-resize.json"));
        return StreamSupport.stream(file.spliterator(), false);
    }

    /** Hashes: Pillow's and torchvision's, by {@code src/test/reference/pillow_resize.py}; the first is the thesis's resizing. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyGreyValueIsPillows(JsonNode expected) throws Exception {
        GrayImage pattern =
                pattern(expected.get("width").asInt(), expected.get("height").asInt());
        GrayImage resized = PillowResize.bilinear(
                pattern,
                expected.get("newWidth").asInt(),
                expected.get("newHeight").asInt());
        int sum = 0;
        for (byte pixel : resized.pixels()) {
            sum += pixel & 0xff;
        }
        assertThat(sum).isEqualTo(expected.get("sum").asInt());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(resized.pixels());
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo(expected.get("sha256").asText());
    }

    private static GrayImage pattern(int width, int height) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / width;
            int x = i % width;
            pixels[i] = (byte) ((x * x * 3 + y * 7 + x * y * 5) / 4);
        }
        return new GrayImage(width, height, pixels);
    }
}
