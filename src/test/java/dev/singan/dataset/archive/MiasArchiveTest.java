package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up archive in mini-MIAS's form, its boxes computed by hand. */
class MiasArchiveTest {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 430;

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void write() throws IOException {
        archive = Files.createDirectories(folder.resolve("mias"));
        write(
                """
                INFORMATION
                1st column: MIAS database reference number.

                mdb001 G CIRC B 120 100 20
                mdb002 D CALC M *NOTE 3*
                mdb003 F NORM\s
                mdb004 D NORM
                mdb005 F SPIC M 250 200 11
                mdb006 D CALC M 300 50 12
                mdb006 D ARCH B 40 400 30
                mdb007 G ASYM B
                """);
        for (int i = 1; i <= 7; i++) {
            pgm(i);
        }
    }

    private void write(String info) throws IOException {
        Files.writeString(archive.resolve("Info.txt"), info);
    }

    private void pgm(int number) throws IOException {
        byte[] header = ("P5\n# made up\n" + WIDTH + " " + HEIGHT + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = java.util.Arrays.copyOf(header, header.length + WIDTH * HEIGHT);
        for (int i = header.length; i < bytes.length; i++) {
            int x = (i - header.length) % WIDTH;
            bytes[i] = (byte) (x < 460 ? 150 + number + x % 50 : 0);
        }
        Files.write(archive.resolve(String.format(Locale.ROOT, "mdb%03d.pgm", number)), bytes);
    }

    private ExtractionResult extract(ExtractionRules rules) throws IOException {
        return Extraction.run(
                new ExtractionRequest(ArchiveKind.MIAS, archive, folder.resolve("work"), rules, 1), Progress.NONE);
    }

    private ExtractionResult extract() throws IOException {
        return extract(ExtractionRules.of(Protocol.STRICT, 42).withMaximumSkipped(0));
    }

    @Test
    void yCountsFromTheBottomAndTheMaskIsTheDiskOfTheRadius() throws IOException {
        List<CutPatch> lesions = extract().patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION)
                .toList();
        assertThat(lesions).hasSize(9);
        // Centre (120, 429 - 100 = 329), radius 20: 41 pixels from 309 on.
        assertThat(lesions.get(0).box()).isEqualTo(new Box(100, 309, 41, 41));
        assertThat(lesions.get(0).image()).isEqualTo("mdb001.pgm");
        // int(309 + 20.5 - 61.5) = 268, 268 + 123 = 391
        assertThat(lesions.get(2).box()).isEqualTo(new Box(59, 268, 123, 123));
        // The second lesion of image 6: centre (40, 29), radius 30, one row above the image is cut.
        assertThat(lesions.get(6).box()).isEqualTo(new Box(10, 0, 61, 60));
    }

    /** Copies of mini-MIAS are spelt in capitals, keep the films in a folder of their own, or are converted to PNG. */
    @Test
    void otherPeoplesCopiesAreReadToo() throws IOException {
        List<CutPatch> expected = extract().patches();
        Files.move(archive.resolve("Info.txt"), archive.resolve("INFO.TXT"));
        Files.createDirectories(archive.resolve("films"));
        for (int i = 1; i <= 7; i++) {
            Path film = archive.resolve("mdb00" + i + ".pgm");
            Path copy = archive.resolve("films/MDB00" + i + (i % 2 == 0 ? ".PNG" : ".PGM"));
            if (i % 2 == 0) {
                ImageFiles.writePng(copy, ImageFiles.read(film));
                Files.delete(film);
            } else {
                Files.move(film, copy);
            }
        }
        ExtractionResult copies = extract();
        // Healthy windows are drawn by the images' names, lesions are where they were.
        assertThat(copies.patches()).hasSameSizeAs(expected);
        assertThat(lesions(copies.patches())).isEqualTo(lesions(expected));
        assertThat(copies.patches().get(0).image()).isEqualTo("films/MDB001.PGM");
    }

    private static List<Box> lesions(List<CutPatch> patches) {
        return patches.stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION)
                .map(CutPatch::box)
                .toList();
    }

    @Test
    void pairsArePatientsAndOddNumbersAreRightBreasts() throws IOException {
        extract();
        List<Patch> table = Metadata.run(
                new MetadataRequest(folder.resolve("work"), MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        Patch first = table.get(0);
        assertThat(first.patientId()).isEqualTo("film-1");
        assertThat(first.imageView()).isEqualTo(3);
        assertThat(first.density()).isEqualTo(2);
        assertThat(first.age()).isNull();
        assertThat(first.nodule()).isEqualTo(1);
        assertThat(first.calcification()).isZero();
        assertThat(first.classification()).isEqualTo("Benign");
        assertThat(table)
                .filteredOn(p -> p.patientId().equals("film-3"))
                .hasSize(6)
                .allSatisfy(p -> {
                    assertThat(p.imageView()).isEqualTo(4);
                    assertThat(p.density()).isEqualTo(3);
                    assertThat(p.nodule()).isZero();
                });
        assertThat(table).filteredOn(p -> p.calcification() == 1).hasSize(3).allMatch(p -> p.classification()
                .equals("Malign"));
    }

    @Test
    void healthyWindowsComeFromNormalImagesOnlyAtMostTwoEach() throws IOException {
        // 500x430 holds windows at x = 0, 179 and y = 0, 179: four of each normal image.
        ExtractionResult result = extract();
        assertThat(result.windows()).isEqualTo(8);
        assertThat(result.patches())
                .filteredOn(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .hasSize(4)
                .allMatch(patch ->
                        patch.image().equals("mdb003.pgm") || patch.image().equals("mdb004.pgm"));
        ExtractionResult all = extract(ExtractionRules.of(Protocol.STRICT, 42).withHealthyPerImage(0));
        assertThat(all.patches())
                .filteredOn(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .hasSize(8);
    }

    @Test
    void rowsWithoutCoordinatesAndSmallLesionsAreListedButAreNoDamage() throws IOException {
        assertThat(extract().skipped())
                .allMatch(skipped -> !skipped.damaged() && skipped.file().equals("Info.txt"))
                .extracting(Skipped::row)
                .containsExactly(5, 8, 11);
    }

    @Test
    void anImageThatIsMissingIsNamedWithItsRow() throws IOException {
        Files.delete(archive.resolve("mdb006.pgm"));
        assertThatThrownBy(this::extract)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Info.txt row 9")
                .hasMessageContaining("mdb006.pgm is missing")
                .hasMessageContaining("singan.skipped.maximum");
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void anInfoWithoutRowsOrNoInfoAtAllIsNamed() throws IOException {
        write("nothing here\n");
        assertThatThrownBy(this::extract).isInstanceOf(UserException.class).hasMessageContaining("mdb001");
        Files.delete(archive.resolve("Info.txt"));
        assertThatThrownBy(this::extract).isInstanceOf(UserException.class).hasMessageContaining("has no Info.txt");
    }
}
