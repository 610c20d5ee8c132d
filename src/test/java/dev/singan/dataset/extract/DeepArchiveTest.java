package dev.singan.dataset.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.archive.TinyArchive;
import dev.singan.image.GrayImage;
import dev.singan.image.file.DeepTiff;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mammograms whose 12 bits are stored in 16: the user is told, and can say so. */
class DeepArchiveTest {
    @TempDir
    Path folder;

    private Path archive;
    private GrayImage image;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        archive = folder.resolve("archive");
        TinyArchive.write(archive);
        image = ImageFiles.read(archive.resolve(TinyArchive.IMAGE));
    }

    /** Brings the digital mammogram to so many bits. */
    private void deepen(int bits) throws IOException {
        int[] samples = IntStream.range(0, image.pixels().length)
                .map(i -> (image.pixels()[i] & 0xff) << bits - 8 | i % (1 << bits - 8))
                .toArray();
        DeepTiff.write(archive.resolve(TinyArchive.IMAGE), image.width(), image.height(), samples, 1);
    }

    private ExtractionResult extract(@Nullable Integer bits) throws IOException {
        Progress progress = new Progress() {
            @Override
            public void advance(String task, long done, long total) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        ExtractionRules rules =
                ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(0).withImageBits(bits);
        return Extraction.run(
                new ExtractionRequest(ArchiveKind.BCDR, archive, folder.resolve("work"), rules, 1), progress);
    }

    @Test
    void twelveBitsAreReportedWithTheFileAndWhatToDo() throws IOException {
        deepen(12);
        ExtractionResult result = extract(null);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains(TinyArchive.IMAGE, "at most 12 bits", "singan.image.bits=12");
        assertThat(result.notes()).containsAll(warnings);
    }

    @Test
    void onceTheUserSaysSoTheGreyValuesAreThoseOfTheEightBitImage() throws IOException {
        List<CutPatch> eight = extract(null).patches();
        deepen(12);
        assertThat(extract(12).patches()).isEqualTo(eight);
        assertThat(warnings).isEmpty();
    }

    @Test
    void allSixteenBitsAreNothingToTellOf() throws IOException {
        deepen(16);
        extract(null);
        assertThat(warnings).isEmpty();
        extract(12);
        assertThat(warnings).singleElement().asString().contains("singan.image.bits=12 cannot hold");
    }

    @Test
    void eightBitsInSixteenAreNotTakenForAnEmptyImage() throws IOException {
        deepen(8);
        assertThatThrownBy(() -> extract(null))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(TinyArchive.IMAGE)
                .hasMessageContaining("Set singan.image.bits=8")
                .message()
                .doesNotContain("..");
    }

    @Test
    void aNumberOfBitsOutOfRangeNamesItsProperty() {
        assertThatThrownBy(() -> extract(17))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.image.bits is 17");
    }

    @Test
    void threadsAreNoMoreThanTheHeapHasRoomFor() {
        assertThat(CutQueue.threadsFor(300L << 20, 64)).isEqualTo(3);
        assertThat(CutQueue.threadsFor(64L << 20, 64)).isEqualTo(1);
        assertThat(CutQueue.threadsFor(Long.MAX_VALUE, 64)).isGreaterThan(1000);
    }

    /** 100 MB beside; a film of CBIS-DDSM with its mask took 115 MB of a heap of 140, and two of them more than 250. */
    @Test
    void largeFilmsAreGivenMoreRoom() {
        int megabytes = ArchiveKind.CBIS_DDSM.provider().megabytesPerImage();
        assertThat(CutQueue.threadsFor(260L << 20, megabytes)).isEqualTo(1);
        assertThat(CutQueue.threadsFor(512L << 20, megabytes)).isEqualTo(2);
        assertThat(ArchiveKind.VINDR.provider().megabytesPerImage()).isEqualTo(64);
    }
}
