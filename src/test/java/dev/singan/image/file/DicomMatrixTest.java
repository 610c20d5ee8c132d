package dev.singan.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of DICOM file gives the grey of the references or is refused by name. The cells come from
 * src/test/reference/dicom_matrix.py: files of DCMTK 3.6.7, GDCM 3.0 and pydicom 2.3, whose values follow the equations of PS3.3
 * and are those that DCMTK's dcm2pnm shows where it can show them.
 */
class DicomMatrixTest {
    @TempDir
    Path folder;

    static Stream<Named<JsonNode>> cells() throws IOException {
        try (InputStream in = Objects.requireNonNull(DicomMatrixTest.class.getResourceAsStream("/dicom-matrix.jsonl"));
                MappingIterator<JsonNode> lines =
                        new ObjectMapper().readerFor(JsonNode.class).readValues(in)) {
            List<JsonNode> cells = lines.readAll();
            return cells.stream().map(cell -> Named.of(cell.get("name").asText(), cell));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellHasTheGreyOfTheReferenceOrIsRefusedByName(JsonNode cell) throws IOException {
        Path file = folder.resolve("cell.image");
        Files.write(file, cell.get("file").binaryValue());
        if (cell.has("refused")) {
            assertThatThrownBy(() -> ImageFiles.read(file))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(cell.get("refused").asText());
            return;
        }
        GrayImage image = ImageFiles.read(file);
        assertThat(image.width()).isEqualTo(cell.get("width").asInt());
        assertThat(image.height()).isEqualTo(cell.get("height").asInt());
        assertThat(image.pixels()).isEqualTo(cell.get("grey").binaryValue());
        if (cell.has("mask")) {
            mask(cell.get("mask").binaryValue(), ImageFiles.readMask(file));
        }
    }

    private static void mask(byte[] expected, GrayImage mask) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(mask.pixels()[i] & 0xff).isEqualTo(255 * expected[i]);
        }
    }
}
