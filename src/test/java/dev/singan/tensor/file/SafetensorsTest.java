package dev.singan.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final Map<String, Tensor> TENSORS = Map.of(
            "b.weight", Tensor.of(new float[] {1, -2, 3.5f, Float.MIN_VALUE, 5, 6}, 2, 3),
            "a", Tensor.scalar(7),
            "empty", Tensor.of(new float[0], 0, 4));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, TENSORS, Map.of("amplitude", "0.1", "ä", "\"quoted\"\n"));
        Safetensors read = Safetensors.read(file);
        assertThat(read.tensors()).isEqualTo(TENSORS);
        assertThat(read.metadata()).isEqualTo(Map.of("amplitude", "0.1", "ä", "\"quoted\"\n"));
        assertThat(Safetensors.readMetadata(file)).isEqualTo(read.metadata());
    }

    /** Bytes by hand, after the format's description. */
    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, Map.of("w", Tensor.vector(1)), Map.of());
        String header = "{\"w\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[1]}}";
        byte[] bytes = Files.readAllBytes(file);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(56);
        assertThat(new String(bytes, 8, 56, StandardCharsets.UTF_8))
                .isEqualTo(header + " ".repeat(56 - header.length()));
        assertThat(bytes).hasSize(8 + 56 + 4).endsWith(0, 0, 0x80, 0x3f);
    }

    @ParameterizedTest
    @CsvSource({
        "F64, 8, 000000000000f83f, 1.5",
        "F16, 2, 003e, 1.5",
        "F16, 2, 0100, 5.9604645E-8",
        "F16, 2, 00c0, -2",
        "BF16, 2, c03f, 1.5",
        "I64, 8, feffffffffffffff, -2",
        "I32, 4, 03000000, 3",
        "U8, 1, ff, 255"
    })
    void otherTypesBecomeFloat(String type, int size, String hex, float expected) throws IOException {
        Path file = file(
                "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[],\"data_offsets\":[0," + size + "]}}",
                HexFormat.of().parseHex(hex));
        assertThat(Safetensors.read(file).get("x").data()).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"x\":3}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}",
                "{\"x\":{\"dtype\":\"F8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":{\"a\":1},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{}"
            })
    void aDamagedHeaderIsRefusedWithTheFilesName(String header) throws IOException {
        Path file = file(header, new byte[4]);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString());
    }

    @Property(tries = 200)
    void everyCutIsRefusedAndNoChangedByteDoesHarm(
            @ForAll @IntRange(max = 300) int at, @ForAll byte value, @ForAll @Size(max = 3) byte[] tail)
            throws IOException {
        Path file = Files.createTempFile("cut", ".safetensors");
        try {
            Safetensors.write(file, TENSORS, Map.of("k", "v"));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, Math.min(at, whole.length - 1)));
            assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(UserException.class);
            byte[] changed = whole.clone();
            changed[at % whole.length] = value;
            Files.write(file, changed);
            try {
                assertThat(Safetensors.read(file).tensors()).hasSize(3);
            } catch (UserException e) {
                assertThat(e).hasMessageContaining("safetensors");
            }
            if (tail.length > 0) {
                byte[] longer = Arrays.copyOf(whole, whole.length + tail.length);
                Files.write(file, longer);
                assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(UserException.class);
            }
        } finally {
            Files.delete(file);
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("hand.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(8 + text.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(data)
                        .array());
        return file;
    }
}
