package dev.singan.dataset.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.FileTree;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.archive.TinyArchive;
import dev.singan.dataset.archive.Trees;
import dev.singan.image.file.DeepTiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
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
 * A damaged archive ends in a message that the user can mend, or in patches and a list of what was left out, in bounded time and memory;
 * nothing outside of the working folder is written, and a failure leaves no patches.
 */
class DamagedArchiveTest {
    /** What an extraction of these small archives may allocate in all, PNGs and tables included. */
    private static final long MEMORY = 100L << 20;

    private Path folder;

    @BeforeProperty
    void create() throws IOException {
        folder = Files.createTempDirectory("damaged");
        TinyArchive.write(folder.resolve(ArchiveKind.BCDR.label()));
        TinyArchive.writeMias(folder.resolve(ArchiveKind.MIAS.label()));
        TinyArchive.writeFolder(folder.resolve("table.csv"), "table.csv");
        TinyArchive.writeFolder(folder.resolve("table.jsonl"), "table.jsonl");
    }

    @AfterProperty
    void delete() throws IOException {
        FileTree.delete(folder);
    }

    /**
     * A file of an archive.
     *
     * @param archive the archive's folder
     * @param file its path in there
     */
    record Target(String archive, String file) {
        ArchiveKind kind() {
            return archive.startsWith("table") ? ArchiveKind.FOLDER : ArchiveKind.named(archive);
        }

        boolean isTable() {
            return file.matches(".*\\.(csv|jsonl|txt)");
        }
    }

    /** A change of a file, or of what lies beside it. */
    interface Damage {
        void to(Path file) throws IOException;
    }

    /** What is damaged how. */
    record Case(Target target, Damage damage) {}

    @Property(tries = 400, seed = "2")
    void aDamagedArchiveIsRefusedOrItsDamageIsListed(@ForAll("cases") Case damaged, @ForAll("shares") double share)
            throws IOException {
        Path place = folder.resolve("place");
        FileTree.delete(place);
        Path archive = place.resolve("archive");
        Trees.copy(folder.resolve(damaged.target().archive()), archive);
        damaged.damage().to(archive.resolve(damaged.target().file()));
        Path work = place.resolve("work");
        Map<String, String> before = ExtractionTest.hashes(place);
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share);
        ExtractionRequest request = new ExtractionRequest(damaged.target().kind(), archive, work, rules, 1);
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            long allocated = allocated();
            try {
                ExtractionResult result = Extraction.run(request, Progress.NONE);
                assertThat(result.patches()).isNotEmpty();
            } catch (UserException e) {
                assertThat(e.getMessage())
                        .contains(archive.toString())
                        .endsWith(".")
                        .doesNotContain("..;")
                        .doesNotContain(".. ");
                assertThat(work.resolve("patches")).doesNotExist();
            }
            assertThat(allocated() - allocated).isLessThan(MEMORY);
        });
        assertThat(work.resolve("patches.partial")).doesNotExist();
        FileTree.delete(work);
        assertThat(ExtractionTest.hashes(place)).isEqualTo(before);
    }

    /** Bytes that this thread has allocated; a request of one thread does everything on the caller's. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.of(0.0, 1.0);
    }

    @Provide
    Arbitrary<Case> cases() {
        List<Target> files = new ArrayList<>();
        for (String file : List.of(
                TinyArchive.FEATURES, TinyArchive.NORMALS, TinyArchive.IMAGE, TinyArchive.MASK, TinyArchive.NORMAL)) {
            files.add(new Target("bcdr", file));
        }
        for (String file : List.of("Info.txt", "mdb001.pgm", "mdb002.pgm")) {
            files.add(new Target("mias", file));
        }
        for (String table : List.of("table.csv", "table.jsonl")) {
            for (String file : List.of(table, "images/a.png", "images/b.png", "masks/a.png")) {
                files.add(new Target(table, file));
            }
        }
        Arbitrary<Target> any = Arbitraries.of(files);
        Arbitrary<Target> tables = any.filter(Target::isTable);
        Arbitrary<Target> images = any.filter(target -> !target.isTable());
        return Arbitraries.oneOf(
                cases(any, flips()),
                cases(any, cuts()),
                cases(tables, cells()),
                cases(tables, encodings()),
                cases(images, headers()),
                cases(any, places()));
    }

    private static Arbitrary<Case> cases(Arbitrary<Target> targets, Arbitrary<Damage> damages) {
        return Combinators.combine(targets, damages).as(Case::new);
    }

    private static Arbitrary<Damage> flips() {
        return Arbitraries.integers()
                .between(0, 1 << 20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(bits -> file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    bits.forEach(bit -> bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8));
                    Files.write(file, bytes);
                });
    }

    private static Arbitrary<Damage> cuts() {
        return Arbitraries.integers().between(0, 1 << 20).map(at -> file -> {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, at % bytes.length));
        });
    }

    /** A cell of another value, quotes that are not closed, a column less. */
    private static Arbitrary<Damage> cells() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(
                                "",
                                "\"",
                                "\"\"\"",
                                "NaN",
                                "../../../etc/passwd",
                                "/etc/passwd",
                                "..\\..\\secret.png",
                                "99999999999999",
                                "-1",
                                "1e308",
                                "\u0000",
                                "\u00e4\u4e2d",
                                "a,b",
                                "\"a\nb\"",
                                "{\"a\":[",
                                "0x10"))
                .as((line, column, value) -> file -> {
                    List<String> lines = new ArrayList<>(Files.readAllLines(file));
                    String separator = file.toString().endsWith("txt") ? " " : ",";
                    String[] cellsOfLine = lines.get(line).split(separator, -1);
                    cellsOfLine[column % cellsOfLine.length] = value;
                    lines.set(line, String.join(separator, cellsOfLine));
                    Files.writeString(file, String.join("\n", lines));
                });
    }

    private static Arbitrary<Damage> encodings() {
        return Arbitraries.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)
                .map(charset -> file -> {
                    String text = Files.readString(file);
                    Files.writeString(
                            file, text.replace("Benign", "B\u00e9nign").replace("Malign", "M\u00e9lign"), charset);
                });
    }

    /** Headers that claim two to the power of 31 pixels, or none, with nothing behind them. */
    private static Arbitrary<Damage> headers() {
        return Arbitraries.of(
                file -> DeepTiff.write(file, 1 << 16, 1 << 15, new int[0], 1),
                file -> DeepTiff.write(file, Integer.MAX_VALUE, Integer.MAX_VALUE, new int[4], 1),
                file -> DeepTiff.write(file, 0, 7, new int[4], 1),
                file -> Files.writeString(file, "P5 65536 32768 255\n"),
                file -> Files.writeString(file, "P2 8000 8000 255\n1 2 3"),
                file -> Files.writeString(file, "P5 -3 99999999999999999999 0\n"));
    }

    /** Files that are gone, folders, links, or not to be read, and strange files beside them. */
    private static Arbitrary<Damage> places() {
        Arbitrary<Damage> links = Arbitraries.of("..", ".", "../../..", "nowhere", "/dev/null")
                .map(target -> file -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, Path.of(target));
                });
        Arbitrary<Damage> strays = Arbitraries.of(
                        "img_999999999_1_1_LO.tif",
                        "img_1_1_1_LO_mask_id_1.tif",
                        " img_4_4_1_LCC.tif ",
                        "..\\..\\img_4_4_1_LCC.tif",
                        "mdb007.pgm")
                .map(name -> file -> Files.write(file.resolveSibling(name), new byte[] {'I', 'I', 42, 0}));
        Arbitrary<Damage> others = Arbitraries.of(
                file -> Files.delete(file),
                file -> Files.setPosixFilePermissions(file, EnumSet.noneOf(PosixFilePermission.class)),
                file -> {
                    Files.delete(file);
                    Files.createDirectories(file.resolve("img_9_9_9_LO.tif"));
                });
        return Arbitraries.oneOf(links, strays, others);
    }
}
