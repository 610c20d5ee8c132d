package dev.singan.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Assertions;

/**
 * A damaged archive ends in a message that the user can mend, or in patches and a list of what was left out; nothing outside of the
 * working folder is written, and a failure leaves no patches.
 */
class DamagedArchiveTest {
    private Path folder;

    @BeforeProperty
    void create() throws IOException {
        folder = Files.createTempDirectory("damaged");
        TinyArchive.write(folder.resolve("bcdr"));
    }

    @AfterProperty
    void delete() throws IOException {
        Staging.delete(folder);
    }

    /** A change of an archive. */
    interface Damage {
        void to(Path archive) throws IOException;
    }

    @Property(tries = 160, seed = "2")
    void aDamagedArchiveIsRefusedOrItsDamageIsListed(@ForAll("damages") Damage damage, @ForAll("shares") double share)
            throws IOException {
        Path place = folder.resolve("place");
        Staging.delete(place);
        Path archive = place.resolve("archive");
        Trees.copy(folder.resolve("bcdr"), archive);
        damage.to(archive);
        Path work = place.resolve("work");
        Map<String, String> before = ExtractionTest.hashes(place);
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share);
        ExtractionRequest request = new ExtractionRequest(ArchiveKind.BCDR, archive, work, rules, 1);
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                ExtractionResult result = Extraction.run(request, Progress.NONE);
                assertThat(result.patches()).isNotEmpty();
            } catch (UserException e) {
                assertThat(e.getMessage()).containsAnyOf("archive", "BCDR", "patch");
                assertThat(work.resolve("patches")).doesNotExist();
            }
        });
        assertThat(work.resolve("patches.partial")).doesNotExist();
        Staging.delete(work);
        assertThat(ExtractionTest.hashes(place)).isEqualTo(before);
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.of(0.0, 1.0);
    }

    @Provide
    Arbitrary<Damage> damages() {
        Arbitrary<String> files = Arbitraries.of(
                TinyArchive.FEATURES, TinyArchive.NORMALS, TinyArchive.IMAGE, TinyArchive.MASK, TinyArchive.NORMAL);
        Arbitrary<String> tables = files.filter(name -> name.endsWith("csv"));
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 20);
        Arbitrary<Damage> flips = Combinators.combine(
                        files, places.list().ofMinSize(1).ofMaxSize(6))
                .as((name, bits) -> archive -> {
                    byte[] bytes = Files.readAllBytes(archive.resolve(name));
                    bits.forEach(bit -> bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8));
                    Files.write(archive.resolve(name), bytes);
                });
        Arbitrary<Damage> cuts = Combinators.combine(files, places).as((name, at) -> archive -> {
            byte[] bytes = Files.readAllBytes(archive.resolve(name));
            Files.write(archive.resolve(name), Arrays.copyOf(bytes, at % bytes.length));
        });
        Arbitrary<Damage> removed = files.map(name -> archive -> Files.delete(archive.resolve(name)));
        Arbitrary<Damage> cells = Combinators.combine(
                        tables,
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(
                                "",
                                "\"",
                                "\"\"\"",
                                "NaN",
                                "../../../etc/passwd",
                                "99999999999999",
                                "-1",
                                "1e308",
                                "\u0000",
                                "\u00e4\u4e2d",
                                "a,b",
                                "\"a\nb\"",
                                "0x10"))
                .as((name, line, column, value) -> archive -> {
                    List<String> lines = Files.readAllLines(archive.resolve(name));
                    String[] cellsOfLine = lines.get(line).split(",", -1);
                    cellsOfLine[column % cellsOfLine.length] = value;
                    List<String> changed = new java.util.ArrayList<>(lines);
                    changed.set(line, String.join(",", cellsOfLine));
                    Files.writeString(archive.resolve(name), String.join("\n", changed));
                });
        Arbitrary<Damage> encodings = Combinators.combine(
                        tables,
                        Arbitraries.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1))
                .as((name, charset) -> archive -> {
                    String text = Files.readString(archive.resolve(name));
                    Files.writeString(archive.resolve(name), text.replace("Benign", "B\u00e9nign"), charset);
                });
        Arbitrary<Damage> links = Combinators.combine(files, Arbitraries.of("..", "/", ".", "../../..", "nowhere"))
                .as((name, target) -> archive -> {
                    Path link = archive.resolve(name);
                    Files.delete(link);
                    // A link to the root would make the walk leave the archive; its own folders stand for it.
                    Files.createSymbolicLink(link, Path.of(target.equals("/") ? archive.toString() : target));
                });
        Arbitrary<Damage> unreadable = files.map(name -> archive -> {
            Files.setPosixFilePermissions(archive.resolve(name), EnumSet.noneOf(PosixFilePermission.class));
        });
        Arbitrary<Damage> folders = files.map(name -> archive -> {
            Files.delete(archive.resolve(name));
            Files.createDirectories(archive.resolve(name).resolve("img_9_9_9_LO.tif"));
        });
        Arbitrary<Damage> strays = Arbitraries.of(
                        "img_999999999_1_1_LO.tif", "img_1_1_1_LO_mask_id_1.tif", " img_4_4_1_LCC.tif ")
                .map(name -> archive ->
                        Files.write(archive.resolve("BCDR-D01_dataset").resolve(name), new byte[] {'I', 'I', 42, 0}));
        return Arbitraries.oneOf(flips, cuts, removed, cells, encodings, links, unreadable, folders, strays);
    }
}
