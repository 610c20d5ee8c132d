package dev.singan.cluster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    /** Of the three letters abc, from FIPS 180-4's examples. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private Storage storage;

    @BeforeEach
    void open() {
        storage = Storage.open(folder.resolve("storage").toUri().toString(), new Configuration());
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("storage"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    @Test
    void contentComesBackAndIsKeptOnce() throws Exception {
        assertThat(storage.put(file("a", "abc"))).isEqualTo(ABC);
        assertThat(storage.put(file("b", "abc"))).isEqualTo(ABC);
        assertThat(stored()).hasSize(1);
        storage.get(new StoredFile("c", ABC, 3), folder.resolve("there/c"));
        assertThat(folder.resolve("there/c")).hasContent("abc");
    }

    @Test
    void manyThatPutTheSameAtOnceDoNoHarm() throws Exception {
        Path file = file("a", "abc");
        List<String> hashes = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return storage.put(file);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        assertThat(hashes).containsOnly(ABC);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void damagedContentIsRefusedAndLeavesNothing() throws Exception {
        storage.put(file("a", "abc"));
        Files.writeString(stored().get(0), "abd");
        Path to = folder.resolve("c");
        assertThatThrownBy(() -> storage.get(new StoredFile("c", ABC, 3), to))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(ABC)
                .hasMessageContaining("damaged");
        assertThat(to).doesNotExist();
    }

    @Test
    void contentThatIsNotThereSaysWhatTheStorageHasToBe() {
        assertThatThrownBy(() -> storage.get(new StoredFile("image.png", ABC, 3), folder.resolve("c")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the content of image.png")
                .hasMessageContaining("one folder for this machine and every executor");
    }

    @Test
    void recordsAreReplacedAndDeleted() throws Exception {
        assertThat(storage.read("checkpoints/x.json")).isEmpty();
        storage.write("checkpoints/x.json", "one");
        storage.write("checkpoints/x.json", "two");
        assertThat(storage.read("checkpoints/x.json")).contains("two");
        storage.delete("checkpoints/x.json");
        storage.delete("checkpoints/x.json");
        assertThat(storage.read("checkpoints/x.json")).isEmpty();
    }

    @Test
    void aFolderComesInTheOrderInWhichItWasWrittenWithoutWhatIsNotComplete() throws Exception {
        Files.setLastModifiedTime(file("out/model.json", "{}"), FileTime.fromMillis(3000));
        Files.setLastModifiedTime(file("out/deep/scale-0", "x"), FileTime.fromMillis(2000));
        file("out/scale-1.partial", "half");
        assertThat(storage.putFolder(folder.resolve("out")))
                .extracting(StoredFile::name)
                .containsExactly("deep/scale-0", "model.json");
        assertThat(storage.putFolder(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsTheUsersToMend() throws Exception {
        file("taken", "a file");
        String address = folder.resolve("taken").toUri().toString();
        assertThatThrownBy(() -> Storage.open(address, new Configuration()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster.storage=" + address + " cannot be used");
        assertThatThrownBy(() -> Storage.open("nosuch://host/x", new Configuration()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nosuch");
    }
}
