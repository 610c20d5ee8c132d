package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.Patch;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** A packed data set taken by another study. */
class SyntheticSourceTest extends PackedStudy {
    private static final int SIZE = 64;

    @Test
    void whatIsTakenIsWhatWasPacked() throws IOException {
        SyntheticSource source = SyntheticSource.open(samples);
        assertThat(source.ids()).isEqualTo(ids);
        source.check(ids, study.table(), patches(), SIZE);
        source.checkSamples(ids, 1);
        source.unpackSamples(ids, patches(), directory.resolve("taken/synthetic"));
        source.unpackModels(ids, directory.resolve("taken/singan"));
        for (int id : ids) {
            assertThat(directory.resolve("taken/synthetic/" + id + "/0000.png"))
                    .hasSameBinaryContentAs(study.folder().resolve("synthetic/" + id + "/0000.png"));
            assertThat(directory.resolve("taken/singan/" + id + "/model.json"))
                    .hasSameBinaryContentAs(study.folder().resolve("singan/" + id + "/model.json"));
        }
        assertThat(source.origin().command()).isEqualTo("mvn install");
        assertThat(source.origin().sha256()).isEqualTo(Hashes.sha256(samples));
    }

    @Test
    void samplesOfAnotherSourcePatchAreRefused() throws IOException {
        Path patch = patches()
                .resolve(study.table().stream()
                        .filter(p -> p.id() == ids.get(0))
                        .findFirst()
                        .orElseThrow()
                        .fileName());
        Files.writeString(patch, "another patch");
        SyntheticSource source = SyntheticSource.open(samples);
        assertThatThrownBy(() -> source.check(ids, study.table(), patches(), SIZE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was trained on lesion/" + ids.get(0) + ".png of patient ")
                .hasMessageContaining(Hashes.sha256("another patch"))
                .hasMessageContaining("remove singan.synthetic to train SinGANs here");
        List<Patch> fewer =
                study.table().stream().filter(p -> p.id() != ids.get(0)).toList();
        assertThatThrownBy(() -> source.checkTable(ids, fewer))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no patch " + ids.get(0) + " here");
    }

    @Test
    void samplesOfAnotherSizeOrTooFewAreRefused() throws IOException {
        SyntheticSource source = SyntheticSource.open(samples);
        assertThatThrownBy(() -> source.check(ids, study.table(), patches(), 32))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Dsingan.gan.size=64");
        assertThatThrownBy(() -> source.checkSamples(ids, 5000))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("An arm needs 5000 samples");
        assertThatThrownBy(() -> source.checkSamples(List.of(123_456), 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.sources names patch 123456");
    }

    @Test
    void aChangedSampleIsNoticed() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/0000.png";
        Path forged = copy(Map.of(name, "forged"), Map.of());
        assertThatThrownBy(() -> SyntheticSource.open(forged).unpackSamples(ids, patches(), directory.resolve("taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("its manifest says");
    }

    @Test
    void aSampleOfAnotherSizeThanItsSourceIsRefusedThoughItsHashIsRight() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/0000.png";
        byte[] small = ImageFiles.png(new GrayImage(7, 9, new byte[63]));
        SyntheticManifest manifest = SyntheticSource.open(samples).manifest();
        TreeMap<String, String> files = new TreeMap<>(manifest.files());
        files.put(name, Hashes.sha256(small));
        Path zip = copy(
                Map.of(
                        "manifest.json",
                        Json.pretty(withFiles(manifest, files)),
                        name,
                        new String(small, StandardCharsets.ISO_8859_1)),
                Map.of());
        assertThatThrownBy(() -> SyntheticSource.open(zip).unpackSamples(ids, patches(), directory.resolve("taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name + " has 7x9 pixels, and not the ");
    }

    @Test
    void anEntryThatTheManifestDoesNotNameOrThatIsMissingIsRefused() throws IOException {
        Path more = copy(Map.of(), Map.of("synthetic/1/more.png", "x"));
        assertThatThrownBy(() -> SyntheticSource.open(more))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its entries are not those");
    }

    @Test
    void noEntryLeavesItsFolderEvenIfTheManifestNamesIt() throws IOException {
        String name = "synthetic/" + ids.get(0) + "/../../../out.png";
        SyntheticManifest manifest = SyntheticSource.open(samples).manifest();
        TreeMap<String, String> files = new TreeMap<>(manifest.files());
        files.put(name, Hashes.sha256("x"));
        Path zip = copy(Map.of("manifest.json", Json.pretty(withFiles(manifest, files))), Map.of(name, "x"));
        assertThatThrownBy(
                        () -> SyntheticSource.open(zip).unpackSamples(ids, patches(), directory.resolve("a/b/taken")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is no name of a file in it");
        assertThat(directory.resolve("a/out.png")).doesNotExist();
        assertThat(directory.resolve("a/b/out.png")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDataSetIsRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> SyntheticSource.open(text)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> SyntheticSource.open(directory.resolve("none.zip")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such file");
        Path empty = directory.resolve("empty.zip");
        new StoredZip().write(empty);
        assertThatThrownBy(() -> SyntheticSource.open(empty))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it holds no manifest.json");
    }

    private static SyntheticManifest withFiles(SyntheticManifest manifest, TreeMap<String, String> files) {
        return new SyntheticManifest(
                manifest.schema(),
                manifest.archive(),
                manifest.real(),
                manifest.size(),
                manifest.singans(),
                manifest.study(),
                files);
    }

    /** A copy of the data set with some entries replaced, by bytes as ISO 8859-1, and some added. */
    private Path copy(Map<String, String> replaced, Map<String, String> added) throws IOException {
        Path copy = directory.resolve("copy.zip");
        try (ZipFile from = new ZipFile(samples.toFile());
                OutputStream out = Files.newOutputStream(copy);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        replaced.containsKey(entry.getName())
                                ? replaced.get(entry.getName()).getBytes(StandardCharsets.ISO_8859_1)
                                : from.getInputStream(entry).readAllBytes());
                to.closeEntry();
            }
            for (Map.Entry<String, String> entry : added.entrySet()) {
                to.putNextEntry(new ZipEntry(entry.getKey()));
                to.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                to.closeEntry();
            }
        }
        return copy;
    }
}
