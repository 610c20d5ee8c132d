package dev.singan.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are written by src/test/reference/pth.py with PyTorch 1.13. */
class PthReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"state-zip", "state-legacy"})
    void aStateDictionaryOfEveryTypeIsRead(String name) throws IOException {
        Map<String, Tensor> state = PthReader.readTensors(resource(name));
        assertThat(state.keySet())
                .startsWith("contiguous", "transposed", "slice")
                .endsWith("bn.running_var", "bn.num_batches_tracked");
        assertThat(state)
                .containsEntry("contiguous", Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 4));
        assertThat(state)
                .containsEntry("transposed", Tensor.of(new float[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, 4, 3));
        assertThat(state).containsEntry("slice", Tensor.of(new float[] {5, 6, 9, 10}, 2, 2));
        assertThat(state).containsEntry("scalar", Tensor.scalar(2.5f));
        assertThat(state).containsEntry("empty", Tensor.of(new float[0], 0, 3));
        assertThat(state).containsEntry("double", Tensor.vector(1.5f, -2));
        assertThat(state).containsEntry("half", Tensor.vector(0.5f, 65504));
        assertThat(state).containsEntry("bfloat", Tensor.vector(1.5f));
        assertThat(state).containsEntry("long", Tensor.vector(3, -4));
        assertThat(state).containsEntry("bool", Tensor.vector(1, 0));
        assertThat(state).containsEntry("parameter", Tensor.vector(7));
        assertThat(state).containsEntry("bn.running_var", Tensor.vector(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-zip", "list-legacy"})
    void listsAndNumbersAreRead(String name) throws IOException {
        assertThat(PthReader.read(resource(name)))
                .isEqualTo(List.of(
                        Tensor.vector(1), 0.25, Arrays.asList(Tensor.of(new float[] {2}, 1, 1), 3L, null, "x", true)));
        assertThatThrownBy(() -> PthReader.readTensors(resource(name)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("does not hold a state dictionary");
    }

    /** Tensors as functions, classes and parameters made them before PyTorch 0.4, the tar of January 2017, every protocol. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "old-function",
                "old-class",
                "old-reduced",
                "old-parameter",
                "old-tar",
                "protocol1-zip",
                "protocol1-legacy",
                "protocol3-zip",
                "protocol3-legacy",
                "protocol4-zip",
                "protocol4-legacy",
                "protocol5-zip",
                "protocol5-legacy"
            })
    void whatOlderReleasesAndOtherProtocolsWroteIsReadAsByTorchLoad(String name) throws IOException {
        Map<String, Tensor> state = PthReader.readTensors(resource(name));
        assertThat(state.keySet()).containsExactly("weight", "bias");
        assertThat(state).containsEntry("weight", Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3));
        assertThat(state).containsEntry("bias", Tensor.vector(0.5f, -1.5f));
    }

    @Test
    void theDictionaryOfACheckpointAndThePrefixOfDataParallelAreTakenOffAndSaid() throws IOException {
        StateDictionary state = StateDictionary.read(resource("wrapped"));
        assertThat(state.tensors().keySet()).containsExactly("weight", "bias");
        assertThat(state.notes()).hasSize(2);
        assertThat(state.notes().get(0)).contains("'state_dict'");
        assertThat(state.notes().get(1)).contains("'module.'");
        assertThat(StateDictionary.read(resource("old-tar")).notes()).isEmpty();
        assertThatThrownBy(() -> StateDictionary.read(resource("two")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("[generator, critic] are state dictionaries");
    }

    @Test
    void smallIntegersAreRead() throws IOException {
        assertThat(PthReader.readTensors(resource("integers")))
                .containsEntry("short", Tensor.vector(-2, 300))
                .containsEntry("char", Tensor.vector(-1, 5));
    }

    @Test
    void tensorsOfAGraphicsCardAreRead() throws IOException {
        assertThat(PthReader.read(resource("cuda"))).isEqualTo(List.of(Tensor.vector(5, 6)));
    }

    @Test
    void repeatedValuesAreReadButNotWithoutBound() throws IOException {
        assertThat(PthReader.read(resource("expanded")))
                .isEqualTo(List.of(
                        Tensor.of(new float[] {1, 1, 1, 2, 2, 2}, 2, 3),
                        Tensor.of(new float[] {4, 4, 4, 4, 4, 4, 4, 4}, 2, 2, 2)));
        assertThatThrownBy(() -> PthReader.read(resource("bomb")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("more values than its storage has");
    }

    @ParameterizedTest
    @CsvSource({
        "malicious-zip, posix.system",
        "malicious-legacy, posix.system",
        "module, torch.nn.modules.linear.Linear"
    })
    void everyOtherClassIsRefusedByItsName(String name, String refused) {
        assertThatThrownBy(() -> PthReader.read(resource(name)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name + ".pth")
                .hasMessageContaining("'" + refused + "'");
    }

    /** A list that holds itself, lists that double at each of 40 levels, and programs that are simply wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "]q0h0a.",
                "](.",
                "t.",
                "a.",
                "h5.",
                "}K1K2u.",
                "]]K1s.",
                "}(K1e.",
                "K1Q.",
                "c__builtin__\neval\n.",
                "ccollections\nOrderedDict\nK1R.",
                "ccollections\nOrderedDict\n.",
                "i",
                "X"
            })
    void aWrongProgramIsRefused(String program) throws IOException {
        Path file = zip(program.replace("q0", "q\0")
                .replace("h0", "h\0")
                .replace("K1", "K\1")
                .replace("K2", "K\2")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PthReader.read(file)).isInstanceOf(UserException.class);
        Files.delete(file);
    }

    @Test
    void listsThatDoubleAtEachLevelCostNothing() throws IOException {
        StringBuilder program = new StringBuilder("]q\0");
        for (int i = 0; i < 30; i++) {
            program.append("](h")
                    .append((char) i)
                    .append('h')
                    .append((char) i)
                    .append("eq")
                    .append((char) (i + 1));
        }
        Path file = zip((program + ".").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(PthReader.read(file)).isInstanceOf(List.class);
        Files.delete(file);
    }

    @Property(tries = 300)
    void damagedFilesAreRefusedOrReadButNeverBreakTheReader(
            @ForAll("names") String name, @ForAll @IntRange(max = 5000) int at, @ForAll @Size(value = 2) byte[] change)
            throws IOException {
        byte[] bytes = Files.readAllBytes(resource(name));
        Path file = Files.createTempFile("damaged", ".pth");
        try {
            int where = at % (bytes.length - 1);
            System.arraycopy(change, 0, bytes, where, 2);
            Files.write(file, change[0] % 3 == 0 ? Arrays.copyOf(bytes, where) : bytes);
            PthReader.read(file);
        } catch (UserException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "state-zip",
                "state-legacy",
                "list-zip",
                "list-legacy",
                "old-class",
                "old-parameter",
                "old-tar",
                "protocol1-legacy",
                "protocol4-legacy");
    }

    private static Path zip(byte[] program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("archive/data.pkl"));
            out.write(program);
        }
        Path file = Files.createTempFile("program", ".pth");
        Files.write(file, bytes.toByteArray());
        return file;
    }

    private static Path resource(String name) {
        try {
            return Path.of(
                    PthReaderTest.class.getResource("/pth/" + name + ".pth").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
