package dev.singan.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.dataset.patch.Patch;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expectations are the description of BCDR on disk: names, columns and traps. */
class PhantomLayoutTest {
    @TempDir
    static Path directory;

    private static Path root;
    private static PhantomSummary summary;

    @BeforeAll
    static void generate() {
        root = directory.resolve("archive");
        summary = PhantomGenerator.generate(small(root, 7), Progress.NONE);
    }

    private static PhantomRequest small(Path root, long seed) {
        return new PhantomRequest(root, seed, 4, 3, 1, 0.6, PhantomRequest.DEFAULT_DIFFICULTY);
    }

    @Test
    void everySetLiesWhereBcdrHasIt() throws IOException {
        assertThat(root.resolve("BCDR-F01_dataset/bcdr_f01_features.csv")).exists();
        assertThat(root.resolve("BCDR-F02_dataset/bcdr_f02_outlines.csv")).exists();
        assertThat(root.resolve("BCDR-F03_dataset/BCDR-F03/bcdr_f03_features.csv"))
                .exists();
        assertThat(root.resolve("BCDR-D01_dataset/bcdr_d01_features.csv")).exists();
        assertThat(root.resolve("BCDR-DN01_dataset/bcdr_dn01_img.csv")).exists();
        try (Stream<Path> walk = Files.walk(root)) {
            assertThat(walk.filter(p -> p.toString().endsWith(".tif"))).allMatch(p -> p.toString()
                    .matches(".*patient_\\d+/study_\\d+/" + "img_\\d+_\\d+_1_(RCC|LCC|RO|LO)(_mask_id_\\d+)?\\.tif"));
        }
    }

    @Test
    void aTableOfFeaturesHasFortyFourColumnsAndPaddedValues() throws IOException {
        for (String line : lines("features.csv")) {
            String[] values = line.split(",", -1);
            assertThat(values).hasSize(44);
            if (!values[0].equals("patient_id")) {
                assertThat(values[43]).isIn(" Malign ", " Benign ");
                assertThat(values[14]).matches(" [1-4] | NaN | ");
                assertThat(values[13]).matches(" \\d\\d|NaN");
            }
        }
    }

    @Test
    void someSegmentationsHaveASecondRowAndSomeMasksAreMissing() throws IOException {
        List<String> keys = new ArrayList<>();
        int missing = 0;
        for (String line : lines("outlines.csv")) {
            String[] v = line.split(",", -1);
            if (v[0].equals("patient_id")) {
                continue;
            }
            keys.add(v[6] + v[3]);
            String mask = v[6].trim().replace(".tif", "_mask_id_" + v[3] + ".tif");
            try (Stream<Path> walk = Files.walk(root)) {
                missing += walk.noneMatch(p -> p.endsWith(mask)) ? 1 : 0;
            }
        }
        assertThat(new HashSet<>(keys)).hasSizeLessThan(keys.size());
        assertThat(missing).isPositive();
    }

    @Test
    void theOrdinaryReaderOfBcdrFindsEveryLesion() throws IOException {
        Path work = directory.resolve("work");
        Extraction.run(
                new ExtractionRequest(ArchiveKind.BCDR, root, work, ExtractionRules.of(Protocol.STRICT, 1), 2),
                Progress.NONE);
        List<Patch> patches = Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        Map<String, Long> counts =
                patches.stream().collect(Collectors.groupingBy(Patch::classification, Collectors.counting()));
        assertThat(counts)
                .containsEntry("Benign", 3L * summary.benignSegmentations())
                .containsEntry("Malign", 3L * summary.malignantSegmentations());
        assertThat(patches)
                .filteredOn(p -> p.suspicious() == 0)
                .extracting(Patch::format)
                .contains("Film", "Digital");
    }

    @Test
    void aMaskBelongsToItsOutline() throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> masks =
                    walk.filter(p -> p.toString().contains("_mask_id_")).toList();
            assertThat(masks).isNotEmpty();
            for (Path file : masks.subList(0, 3)) {
                byte[] pixels = ImageFiles.read(file).pixels();
                int white = 0;
                for (byte p : pixels) {
                    assertThat(p == 0 || p == (byte) 255).isTrue();
                    white += p == 0 ? 0 : 1;
                }
                assertThat(white).isBetween(300, 40_000);
            }
        }
    }

    @Test
    void oneThreadAndTwoMakeTheSameBytes() throws IOException {
        PhantomRequest request = new PhantomRequest(directory.resolve("one"), 3, 1, 1, 1, 0.5, 0.5);
        PhantomRequest other = new PhantomRequest(directory.resolve("two"), 3, 1, 1, 1, 0.5, 0.5);
        PhantomGenerator.generate(request, Progress.NONE, 1);
        PhantomGenerator.generate(other, Progress.NONE, 2);
        assertThat(hashes(other.directory()))
                .isEqualTo(hashes(request.directory()))
                .hasSizeGreaterThan(6);
    }

    @Test
    void aFolderThatIsNoPhantomIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other/BCDR-F01_dataset"));
        Path precious = Files.writeString(other.resolve("precious.tif"), "x");
        assertThatThrownBy(() -> PhantomGenerator.generate(small(other.getParent(), 1), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("BCDR-F01_dataset")
                .hasMessageContaining("singan.archive.directory");
        assertThat(precious).exists();
    }

    @Test
    void aCountOutOfRangeNamesItsProperty() {
        assertThatThrownBy(() -> new PhantomRequest(root, 1, 0, 1, 1, 0.5, 0.5))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.phantom.benignPatients");
        assertThatThrownBy(() -> new PhantomRequest(root, 1, 1, 1, 1, 0.5, Double.NaN))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.phantom.difficulty");
    }

    private static List<String> lines(String suffix) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file :
                    walk.filter(p -> p.toString().endsWith(suffix)).sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), Hashes.sha256(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }
}
