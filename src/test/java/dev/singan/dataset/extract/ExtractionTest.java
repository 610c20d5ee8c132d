package dev.singan.dataset.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.CancelledException;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive and the expected patches are written by src/test/reference/extraction.py with OpenCV 4.6. */
public class ExtractionTest {
    @TempDir
    Path work;

    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ExtractionTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static ExtractionResult extract(Path archive, Path work, Protocol protocol, int threads) throws IOException {
        return Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.BCDR,
                        archive,
                        work,
                        ExtractionRules.of(protocol, 42).withMaximumSkipped(0),
                        threads),
                Progress.NONE);
    }

    private static List<JsonNode> expected() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(resource("/bcdr/expected.jsonl"))) {
            rows.add(Json.mapper().readTree(line));
        }
        return rows;
    }

    private static Box box(JsonNode row) {
        JsonNode b = row.get("box");
        return new Box(
                b.get(0).asInt(), b.get(1).asInt(), b.get(2).asInt(), b.get(3).asInt());
    }

    @Test
    void thePublishedRulesCutWhatOpenCvCuts() throws IOException {
        List<CutPatch> patches =
                extract(resource("/bcdr/archive"), work, Protocol.PUBLISHED, 1).patches();
        assertSame(patches, expected());
    }

    @Test
    void theStrictRulesCutEachWindowOnceAwayFromAllLesionsUnderTheSameIds() throws IOException {
        List<CutPatch> patches =
                extract(resource("/bcdr/archive"), work, Protocol.STRICT, 2).patches();
        assertSame(
                patches,
                expected().stream().filter(row -> row.get("strict").asBoolean()).toList());
    }

    private void assertSame(List<CutPatch> patches, List<JsonNode> expected) {
        GrayImage samples = ImageFiles.read(resource("/bcdr/expected.png"));
        assertThat(patches).hasSameSizeAs(expected);
        for (int i = 0; i < patches.size(); i++) {
            CutPatch patch = patches.get(i);
            JsonNode row = expected.get(i);
            assertThat(patch.id()).isEqualTo(row.get("id").asInt());
            assertThat(patch.kind().name()).isEqualTo(row.get("kind").asText());
            assertThat(patch.image()).isEqualTo(row.get("image").asText());
            assertThat(patch.box()).as("box of %d", patch.id()).isEqualTo(box(row));
            assertThat(patch.zoom()).isEqualTo(row.get("zoom").asInt());
            GrayImage image = ImageFiles.read(work.resolve("patches").resolve(patch.fileName()));
            assertThat(image.width()).isEqualTo(224);
            assertThat(image.height()).isEqualTo(224);
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 16; x++) {
                    int reference = samples.get(x, patch.id() * 16 + y);
                    assertThat(image.get(7 + 14 * x, 7 + 14 * y))
                            .as("patch %d at %d, %d", patch.id(), x, y)
                            .isBetween(reference - 1, reference + 1);
                }
            }
        }
    }

    @Test
    void theResultDoesNotDependOnThreadsAndHoldsNoAbsolutePath() throws IOException {
        extract(resource("/bcdr/archive"), work.resolve("one"), Protocol.STRICT, 1);
        extract(resource("/bcdr/archive"), work.resolve("three"), Protocol.STRICT, 3);
        Map<String, String> one = hashes(work.resolve("one"));
        assertThat(hashes(work.resolve("three"))).isEqualTo(one);
        assertThat(Files.readString(ExtractionResult.file(work.resolve("one"))))
                .doesNotContain(resource("/bcdr/archive").toString())
                .doesNotContain(work.toString());
    }

    public static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), Hashes.sha256(file));
            }
        }
        return hashes;
    }

    @Test
    void anExtractionReplacesTheOneBeforeAndIsReadBack() throws IOException {
        Files.createDirectories(work.resolve("patches/lesion"));
        Files.writeString(work.resolve("patches/lesion/9999.png"), "old");
        ExtractionResult result = extract(resource("/bcdr/archive"), work, Protocol.STRICT, 1);
        assertThat(work.resolve("patches/lesion/9999.png")).doesNotExist();
        assertThat(work.resolve("patches.partial")).doesNotExist();
        assertThat(ExtractionResult.read(work)).isEqualTo(result);
        assertThat(result.images()).isEqualTo(7);
        assertThat(result.lesions()).isEqualTo(6);
        assertThat(result.windows()).isEqualTo(70);
        assertThat(result.skipped()).isEmpty();
    }

    @Test
    void aCancelledExtractionLeavesWhatWasThere() throws IOException {
        Files.createDirectories(work.resolve("patches"));
        Files.writeString(work.resolve("patches/kept.txt"), "old");
        Progress cancelled = new Progress() {
            @Override
            public void advance(String task, long done, long total) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void checkCancelled() {
                throw new CancelledException();
            }
        };
        ExtractionRequest request = new ExtractionRequest(
                ArchiveKind.BCDR, resource("/bcdr/archive"), work, ExtractionRules.of(Protocol.STRICT, 1), 1);
        assertThatThrownBy(() -> Extraction.run(request, cancelled)).isInstanceOf(CancelledException.class);
        assertThat(work.resolve("patches/kept.txt")).exists();
        assertThat(work.resolve("patches.partial")).doesNotExist();
    }

    @Test
    void fewerWindowsPerImageKeepTheirNumbersAndAreDrawnBySeed() throws IOException {
        List<CutPatch> all =
                extract(resource("/bcdr/archive"), work, Protocol.STRICT, 1).patches();
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 42).withHealthyPerImage(2);
        List<CutPatch> few = Extraction.run(
                        new ExtractionRequest(ArchiveKind.BCDR, resource("/bcdr/archive"), work, rules, 1),
                        Progress.NONE)
                .patches();
        assertThat(all).containsAll(few);
        Map<String, Integer> perImage = new TreeMap<>();
        few.stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .forEach(patch -> perImage.merge(patch.image(), 1, Integer::sum));
        assertThat(perImage.values()).allMatch(count -> count <= 2).contains(2);
        assertThat(few.stream().filter(patch -> patch.kind() == CutPatch.Kind.LESION))
                .hasSize(18);
    }

    @Test
    void requestsAndRulesSurviveJson() throws IOException {
        ExtractionRequest request = new ExtractionRequest(
                ArchiveKind.MIAS, Path.of("/archive"), Path.of("work"), ExtractionRules.of(Protocol.STRICT, 7), 2);
        ExtractionRequest read = Json.mapper().readValue(Json.line(request), ExtractionRequest.class);
        assertThat(read.rules()).isEqualTo(request.rules());
        assertThat(read.archive()).isEqualTo(ArchiveKind.MIAS);
        MetadataRequest metadata = new MetadataRequest(Path.of("/work"), MetadataRules.of(Protocol.PUBLISHED));
        assertThat(Json.mapper()
                        .readValue(Json.line(metadata), MetadataRequest.class)
                        .rules())
                .isEqualTo(metadata.rules());
    }
}
