package dev.singan.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of PNG, TIFF, JPEG and PNM is read with the values that Pillow, OpenCV or ImageMagick read, or refused by
 * name: no cell may be silent and different. The cells come from src/test/reference/image_matrix.py, which checks the
 * values against these programs (Debian's Pillow 9.4, OpenCV 4.6, ImageMagick 6.9, LibTIFF 4.5).
 */
class ImageMatrixTest {
    private static final List<String> VALUES = List.of("width", "height", "channels", "bits", "samples", "grey");

    @TempDir
    Path folder;

    static Stream<Named<JsonNode>> cells() throws IOException {
        Map<String, ObjectNode> cells = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(ImageMatrixTest.class.getResourceAsStream("/image-matrix.jsonl"));
                MappingIterator<ObjectNode> lines =
                        new ObjectMapper().readerFor(ObjectNode.class).readValues(in)) {
            while (lines.hasNext()) {
                ObjectNode cell = lines.next();
                JsonNode like = cells.getOrDefault(cell.path("like").asText(), cell);
                VALUES.stream().filter(like::has).forEach(key -> cell.set(key, like.get(key)));
                cells.put(cell.get("name").asText(), cell);
            }
        }
        return cells.entrySet().stream().map(cell -> Named.of(cell.getKey(), cell.getValue()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsReadWithTheValuesOfTheReferenceOrRefusedByName(JsonNode cell) throws IOException {
        Path file = folder.resolve("cell.image");
        Files.write(file, cell.get("file").binaryValue());
        if (cell.has("refused")) {
            refused(cell, file);
        } else {
            grey(cell, ImageFiles.read(file));
            colours(cell, ImageFiles.readColor(file));
            mask(cell, ImageFiles.readMask(file));
        }
    }

    private static void refused(JsonNode cell, Path file) throws IOException {
        String word = cell.get("refused").asText();
        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(word);
        assertThatThrownBy(() -> ImageFiles.readColor(file)).hasMessageContaining(word);
        if (cell.has("mask")) {
            byte[] expected = cell.get("mask").binaryValue();
            byte[] mask = ImageFiles.readMask(file).pixels();
            for (int i = 0; i < expected.length; i++) {
                assertThat(mask[i] & 0xff).isEqualTo(255 * expected[i]);
            }
        } else {
            assertThatThrownBy(() -> ImageFiles.readMask(file)).hasMessageContaining(word);
        }
    }

    private static void grey(JsonNode cell, GrayImage image) throws IOException {
        assertThat(image.width()).isEqualTo(cell.get("width").asInt());
        assertThat(image.height()).isEqualTo(cell.get("height").asInt());
        byte[] samples = cell.get("samples").binaryValue();
        int bytes = cell.get("bits").asInt() / 8;
        for (int i = 0; i < image.pixels().length; i++) {
            int expected = cell.has("grey") ? cell.get("grey").binaryValue()[i] : samples[i * bytes];
            assertThat(image.pixels()[i] & 0xff).isCloseTo(expected & 0xff, within(slack(cell)));
        }
    }

    private static void colours(JsonNode cell, FloatImage image) throws IOException {
        byte[] samples = cell.get("samples").binaryValue();
        int bytes = cell.get("bits").asInt() / 8;
        int channels = cell.get("channels").asInt();
        int pixels = image.width() * image.height();
        for (int i = 0; i < 3 * pixels; i++) {
            int at = (i % pixels * channels + (channels == 3 ? i / pixels : 0)) * bytes;
            int sample = bytes == 1 ? samples[at] & 0xff : (samples[at] & 0xff) << 8 | samples[at + 1] & 0xff;
            float full = bytes == 1 ? 255 : 65535;
            float slack = 1e-6f + 2 * slack(cell) / full;
            assertThat(image.data()[i]).isCloseTo(sample / full * 2 - 1, within(slack));
        }
    }

    private static void mask(JsonNode cell, GrayImage mask) throws IOException {
        byte[] samples = cell.get("samples").binaryValue();
        int step = samples.length / mask.pixels().length;
        for (int i = 0; i < mask.pixels().length && slack(cell) == 0; i++) {
            boolean set = false;
            for (int b = 0; b < step; b++) {
                set |= samples[i * step + b] != 0;
            }
            assertThat(mask.pixels()[i] & 0xff).isEqualTo(set ? 255 : 0);
        }
    }

    /** How far samples of a lossy file may be off where builds of Java bring different releases of libjpeg. */
    private static int slack(JsonNode cell) {
        return cell.path("slack").asInt(0);
    }
}
