package dev.singan.dataset.archive;

import static dev.singan.dataset.archive.TinyArchive.FEATURES;
import static dev.singan.dataset.archive.TinyArchive.IMAGE;
import static dev.singan.dataset.archive.TinyArchive.MASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.dataset.extract.ExtractionTest;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each damage ends in one message that names the file and says what to do, and leaves nothing half-written. */
class BadArchiveTest {
    @TempDir
    static Path intact;

    @TempDir
    Path folder;

    private Path archive;
    private Path work;

    @BeforeAll
    static void write() throws IOException {
        TinyArchive.write(intact);
    }

    @BeforeEach
    void copy() throws IOException {
        archive = folder.resolve("archive");
        work = folder.resolve("work");
        Trees.copy(intact, archive);
    }

    private ExtractionResult extract(double share) throws IOException {
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share);
        return Extraction.run(new ExtractionRequest(ArchiveKind.BCDR, archive, work, rules, 1), Progress.NONE);
    }

    private void fails(String... parts) {
        assertThatThrownBy(() -> extract(ExtractionRules.DEFAULT_MAXIMUM_SKIPPED))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts);
        assertThat(work.resolve("patches")).doesNotExist();
        assertThat(work.resolve("patches.partial")).doesNotExist();
    }

    private Skipped skips() throws IOException {
        ExtractionResult result = extract(1);
        assertThat(result.skipped()).hasSize(1);
        return result.skipped().get(0);
    }

    @Test
    void noArchiveDirectory() {
        archive = folder.resolve("nowhere");
        fails("There is no archive", archive.toString(), "singan.archive.directory");
    }

    @Test
    void anEmptyArchive() throws IOException {
        archive = Files.createDirectory(folder.resolve("empty"));
        fails("holds none of the folders BCDR-F01_dataset", "singan.archive.directory");
    }

    @Test
    void aTableWithoutANeededColumn() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, Files.readString(table).replaceFirst("density", "dense"));
        fails(table.toString(), "no column 'density'", "dense");
    }

    @Test
    void aMissingTable() throws IOException {
        Files.delete(archive.resolve(FEATURES));
        fails("bcdr_d01_features.csv is missing");
    }

    @Test
    void aTableWithAnOpenQuote() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, Files.readString(table) + "4,4,\"1,12\n");
        fails(table.toString(), "not valid CSV", "row");
    }

    @Test
    void aTableInUtf16() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, "\ufeff" + Files.readString(table), Charset.forName("UTF-16LE"));
        fails(table.toString(), "UTF-16", "Save it as UTF-8");
    }

    @Test
    void aLesionWithoutAMaskOrAnOutline() throws IOException {
        Files.delete(archive.resolve(MASK));
        fails("bcdr_d01_features.csv row 2", "has no mask", "Restore", "singan.skipped.maximum=0.01");
        assertThat(skips().row()).isEqualTo(2);
    }

    @Test
    void aMaskWithoutARow() throws IOException {
        Files.copy(archive.resolve(MASK), archive.resolve(MASK.replace("id_2", "id_3")));
        fails("img_4_4_1_RCC_mask_id_3.tif", "no row for this mask");
    }

    @Test
    void aMaskWithoutItsMammogram() throws IOException {
        Files.delete(archive.resolve(IMAGE));
        fails("img_4_4_1_RCC_mask_id_2.tif", "no mammogram");
    }

    @Test
    void aTruncatedTiff() throws IOException {
        byte[] bytes = Files.readAllBytes(archive.resolve(IMAGE));
        Files.write(archive.resolve(IMAGE), Arrays.copyOf(bytes, bytes.length / 2));
        fails(IMAGE, "cannot be read", "Replace the file");
    }

    @Test
    void aMaskOfAnotherSizeThanItsImage() throws IOException {
        ImageFiles.writeTiff(archive.resolve(MASK), new GrayImage(50, 40, white(2000)), TiffCompression.LZW);
        fails(MASK, "50x40", "64x50", IMAGE);
    }

    @Test
    void anEmptyMask() throws IOException {
        ImageFiles.writeTiff(archive.resolve(MASK), new GrayImage(64, 50, new byte[64 * 50]), TiffCompression.LZW);
        fails(MASK, "empty");
    }

    @Test
    void anImageThatIsAllBackground() throws IOException {
        ImageFiles.writeTiff(archive.resolve(IMAGE), new GrayImage(64, 50, new byte[64 * 50]), TiffCompression.LZW);
        fails(IMAGE, "all background");
    }

    @Test
    void anUnknownClass() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, Files.readString(table).replace("Benign", "Bening"));
        fails("bcdr_d01_features.csv row 2", "'Bening'", "Benign or Malign");
    }

    @Test
    void aRowWithoutNumbers() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, Files.readString(table) + "four,4,1,2,1,1,1,1,0,39,4,10,Benign\n");
        fails("bcdr_d01_features.csv row 3", "whole numbers");
    }

    @Test
    void twoFoldersOfOneSet() throws IOException {
        Files.createDirectory(archive.resolve("BCDR-D01"));
        fails("two folders for the set D01", "Keep one");
    }

    @Test
    void aLoopOfLinksIsListed() throws IOException {
        Files.createSymbolicLink(
                archive.resolve("BCDR-D01_dataset/patient_4/loop"), archive.resolve("BCDR-D01_dataset"));
        Skipped skipped = skips();
        assertThat(skipped.file()).isEqualTo("BCDR-D01_dataset/patient_4/loop");
        assertThat(skipped.reason()).contains("leads back");
    }

    @Test
    void aLinkThatLeadsNowhereIsListedWhereItIsAMammogram() throws IOException {
        Files.delete(archive.resolve(IMAGE));
        Files.createSymbolicLink(archive.resolve(IMAGE), folder.resolve("nowhere.tif"));
        assertThat(skips().file()).isEqualTo(IMAGE);
    }

    @Test
    void anotherArchiveIsNotTouched() throws IOException {
        var before = ExtractionTest.hashes(archive);
        extract(0);
        assertThat(ExtractionTest.hashes(archive)).isEqualTo(before);
    }

    @Test
    void valuesInWindows1252AreRead() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(
                table, Files.readString(table).replace("i_mean", "dens\u00e3o"), Charset.forName("windows-1252"));
        assertThat(extract(0).skipped()).isEmpty();
    }

    @Test
    void semicolonsAsDelimitersAreRead() throws IOException {
        Path table = archive.resolve(FEATURES);
        Files.writeString(table, Files.readString(table).replace(',', ';'));
        assertThat(extract(0).skipped()).isEmpty();
    }

    private static byte[] white(int n) {
        byte[] pixels = new byte[n];
        Arrays.fill(pixels, (byte) 255);
        return pixels;
    }
}
