package dev.singan.image.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers say, and the ways to grey that a user chooses; expected values by PS3.3 and worked out by hand. */
class DicomHeaderTest {
    @TempDir
    Path folder;

    private final DicomFile image = DicomFile.of(2, 1, 12, 0, 4095);

    private DicomHeader header() throws IOException {
        Path file = folder.resolve("image.dcm");
        image.write(file);
        return Objects.requireNonNull(DicomHeader.read(file));
    }

    @Test
    void whatIsNotSaidIsNull() throws IOException {
        assertThat(header()).isEqualTo(new DicomHeader(null, null, null, null, null, null));
    }

    @Test
    void patientDeviceAndImplantAreRead() throws IOException {
        image.text(0x00100020, "LO", " P-7 ")
                .text(0x00080070, "LO", "Hologic, Inc.")
                .text(0x00281300, "CS", "YES");
        assertThat(header()).isEqualTo(new DicomHeader("P-7", null, null, null, true, "Hologic, Inc."));
    }

    @ParameterizedTest
    @CsvSource({"R,CC,1", "L,CC,2", "R,MLO,3", "L,MLO,4", "L,ML,", "B,CC,", ",CC,", "R,,"})
    void theViewIsLateralityAndPosition(@Nullable String side, @Nullable String position, @Nullable Integer expected)
            throws IOException {
        image.text(0x00200062, "CS", side == null ? "" : side);
        image.text(0x00185101, "CS", position == null ? "" : position);
        assertThat(header().view()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"R-10242,2", "399162004,2", "R-10226,4", "399368009,4", "R-10224,"})
    void theViewMayBeACode(String code, @Nullable Integer expected) throws IOException {
        byte[] value = (code + " ".repeat(code.length() % 2)).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer item = ByteBuffer.allocate(16 + value.length).order(ByteOrder.LITTLE_ENDIAN);
        item.putShort((short) 0xfffe).putShort((short) 0xe000).putInt(8 + value.length);
        item.putShort((short) 8).putShort((short) 0x100).put((byte) 'S').put((byte) 'H');
        item.putShort((short) value.length).put(value);
        image.bytes(0x00540220, "SQ", item.array()).text(0x00200060, "CS", "L");
        assertThat(header().view()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"045Y,45", "999M,83", "104W,1", "730D,1", "45,45", "old,"})
    void theAgeIsInYears(String text, @Nullable Double expected) throws IOException {
        assertThat(withAge(text).age()).isEqualTo(expected);
    }

    private DicomHeader withAge(String text) throws IOException {
        image.text(0x00101010, "AS", text);
        return header();
    }

    @ParameterizedTest
    @CsvSource({
        "MG,,,false",
        "CR,,,false",
        "OT,,FOR PRESENTATION,false",
        "MG,DF,,true",
        "OT,SI,,true",
        "RG,,,true",
        "OT,WSD,,"
    })
    void filmIsToldFromADetector(
            String modality, @Nullable String conversion, @Nullable String intent, @Nullable Boolean expected)
            throws IOException {
        image.text(0x00080060, "CS", modality)
                .text(0x00080064, "CS", conversion == null ? "" : conversion)
                .text(0x00080068, "CS", intent == null ? "" : intent);
        assertThat(header().film()).isEqualTo(expected);
    }

    @Test
    void somethingLargeMayLieBeforeIt() throws IOException {
        image.bytes(0x00091001, "UN", new byte[3 << 20]).text(0x00100020, "LO", "P8");
        assertThat(header().patient()).isEqualTo("P8");
    }

    @Test
    void otherFilesHaveNone() throws IOException {
        Path file = folder.resolve("image.png");
        ImageFiles.writePng(file, new GrayImage(1, 1, new byte[1]));
        assertThat(DicomHeader.read(file)).isNull();
        assertThat(DicomHeader.read(folder.resolve("missing"))).isNull();
        Files.writeString(file, "text");
        assertThat(DicomHeader.read(file)).isNull();
    }

    private byte[] grey(String window) throws IOException {
        Path file = folder.resolve("window.dcm");
        DicomFile.of(4, 1, 12, 100, 1000, 2000, 4000)
                .text(0x00281050, "DS", "1000")
                .text(0x00281051, "DS", "2000")
                .number(0x00280120, 4000)
                .write(file);
        return ImageFiles.read(file, 16, DicomWindow.named(window)).image().pixels();
    }

    @Test
    void theUserChoosesHowValuesBecomeGrey() throws IOException {
        // The padding of 4000 is black in all of them. Display: (x - 999.5) / 1999 + 0.5, times 255, rounded down.
        assertThat(grey("display")).containsExactly(12, 127, 255, 0);
        assertThat(grey("full")).containsExactly(6, 62, 125, 0);
        assertThat(grey("range")).containsExactly(0, 120, 255, 0);
        // (x - 499.5) / 999 + 0.5: 0.1001, 1, 1.
        assertThat(grey("500/1000")).containsExactly(25, 255, 255, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bright", "100", "100/0", "1..5/10", "given"})
    void anUnknownWindowIsRefusedWithWhatThereIs(String text) {
        assertThatThrownBy(() -> DicomWindow.named(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.dicom.window is '" + text + "'")
                .hasMessageContaining("range");
    }
}
