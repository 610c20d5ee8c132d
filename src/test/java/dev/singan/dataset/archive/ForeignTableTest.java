package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as spreadsheets, pandas and annotation programs write them; expected boxes are worked out by hand. */
class ForeignTableTest {
    @TempDir
    Path folder;

    private FolderFixture fixture;
    private Path archive;

    @BeforeEach
    void write() throws IOException {
        fixture = FolderFixture.write(folder);
        archive = fixture.archive();
    }

    private ExtractionResult extract(String name, String table, double share) throws IOException {
        return fixture.extract(name, table, share);
    }

    private static CutPatch lesion(ExtractionResult result) {
        return result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\uFEFFsep=;\\r\\n|;", "|;", "sep=\\t\\n|\\t", "|\\t"})
    void aSpreadsheetOfEuropeHasDecimalCommasAndMaySayItsSeparator(String first, String separator) throws IOException {
        String table = "file_name;patient_id;Format;classification;image_view;age;density;x;y;width;height\r\n"
                + "images/a.png;1;Film;Benign;2;50,5;2,0;134,2;152,5;59,0;58,25\r\n";
        String start = first == null ? "" : first.translateEscapes();
        ExtractionResult result = extract("table.csv", start + table.replace(";", separator.translateEscapes()), 0);
        assertThat(result.skipped()).isEmpty();
        assertThat(lesion(result).facts().age()).isEqualTo(50.5);
        assertThat(lesion(result).facts().density()).isEqualTo(2.0);
        assertThat(lesion(result).box()).isEqualTo(new Box(134, 152, 60, 59));
    }

    @Test
    void aBoxOfFractionsBecomesTheSmallestOfWholePixelsThatCoversIt() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                "file_name,patient_id,Format,classification,x,y,width,height\n"
                        + "images/a.png,1,Film,Benign,234.198717,52.532258,58.6701,58.25\n",
                0);
        // 234.198717 + 58.6701 = 292.868817; 52.532258 + 58.25 = 110.782258.
        assertThat(lesion(result).box()).isEqualTo(new Box(234, 52, 59, 59));
    }

    @Test
    void aBoxThatReachesBeyondTheImageIsClippedAndNoted() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                "file_name,patient_id,Format,classification,x,y,width,height\n"
                        + "images/a.png,1,Film,Benign,-10.5,200,60,500\n",
                0);
        assertThat(lesion(result).box()).isEqualTo(new Box(0, 200, 50, 110));
        assertThat(result.notes())
                .contains("the box of lesion 1 of images/a.png reaches beyond the image and was clipped to it");
    }

    @Test
    void whatIsThereButCannotBeReadIsQuotedAndEveryRowIsNamed() {
        assertThatThrownBy(() -> extract(
                        "table.csv",
                        "file_name,patient_id,Format,classification,image_view,age,density,x,y,width,height\n"
                                + "images/a.png,1,Film,Benign,2,50;5,dense,1,2,\"59,0\",58\n"
                                + "images/b.png,2,Tape,Odd,2,50,2,1,2,59,58\n"
                                + "images/b.png,2,Film,Benign,7,50,2,,2,0,58\n"
                                + "images/b.png,2,Film,Benign,1,50,2,0.1,0.2,0.3,0.4\n",
                        0.01))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(
                        "table.csv row 2: age is '50;5', but must be a number or empty; density is 'dense'",
                        "width is '59,0', but must be a number of pixels above 0",
                        "table.csv row 3: Format is 'Tape', but must be Film or Digital; classification is 'Odd'",
                        "table.csv row 4: image_view is '7', but must be a whole number from 1 to 4",
                        "x is '', but must be a number of pixels; width is '0'",
                        "table.csv row 5: width and height are '0.3' and '0.4', less than a pixel");
    }

    @Test
    void whatProgramsWriteForNothingIsNothing() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                "file_name,patient_id,Format,classification,image_view,age,density,calcification,nodule,x,y,width,height\n"
                        + "images/a.png,1,Film,Benign,NA,nan,null,True,false,10,20,30,40\n",
                0);
        assertThat(lesion(result).facts()).isEqualTo(new Facts(Classes.BENIGN, null, null, null, null, 1, 0));
    }

    @Test
    void aJsonTableOfWindowsIsRead() throws IOException {
        ExtractionResult result = extract(
                "metadata.jsonl",
                "{\"file_name\": \"images\\\\a.png\", \"patient_id\": 1, \"Format\": \"Film\", \"classification\": \"Malign\","
                        + " \"calcification\": true, \"nodule\": false, \"x\": 10.5, \"y\": 20, \"width\": 30, \"height\": 40}\n",
                0);
        assertThat(lesion(result).box()).isEqualTo(new Box(10, 20, 31, 40));
        assertThat(lesion(result).facts().calcification()).isEqualTo(1);
        assertThat(lesion(result).facts().nodule()).isEqualTo(0);
        assertThat(lesion(result).image()).isEqualTo("images/a.png");
    }

    @Test
    void aFileThatIsNotFoundIsToldWithItsCause() throws IOException {
        Files.writeString(folder.resolve("outside.png"), "no image");
        Files.createSymbolicLink(archive.resolve("images/out.png"), folder.resolve("outside.png"));
        Files.createSymbolicLink(archive.resolve("images/nowhere.png"), Path.of("gone.png"));
        Files.createSymbolicLink(archive.resolve("images/inside.png"), Path.of("a.png"));
        ExtractionResult result = extract(
                "table.csv",
                "file_name,patient_id,Format,classification\n"
                        + "images/A.PNG,1,Film,Normal\nimages/out.png,1,Film,Normal\nimages/nowhere.png,1,Film,Normal\n"
                        + "../outside.png,1,Film,Normal\nimages/none.png,1,Film,Normal\nimages/inside.png,1,Film,Normal\n",
                1);
        assertThat(result.images()).isEqualTo(1);
        assertThat(result.skipped().stream().map(Skipped::reason))
                .containsExactly(
                        "file_name 'images/A.PNG' is not a file in the archive's folder; there is 'a.png', and capitals count",
                        "file_name 'images/out.png' is a link to '"
                                + folder.resolve("outside.png").toRealPath()
                                + "', which lies outside of the archive's folder. Copy the file into it",
                        "file_name 'images/nowhere.png' is a link to 'gone.png', where there is no file",
                        "file_name '../outside.png' leads out of the archive's folder",
                        "file_name 'images/none.png' is not a file in the archive's folder");
    }

    @Test
    void everyBadMaskIsNamedInOneGoAndALongListIsWrittenToAFile() throws IOException {
        StringBuilder table = new StringBuilder("file_name,patient_id,Format,classification,mask_file_name\n");
        for (int i = 0; i < 12; i++) {
            Files.write(archive.resolve("mask" + i + ".png"), "damaged".getBytes(StandardCharsets.US_ASCII));
            table.append("images/")
                    .append(i % 2 == 0 ? 'a' : 'b')
                    .append(".png,")
                    .append(i % 2)
                    .append(",Film,Benign,mask")
                    .append(i)
                    .append(".png\n");
        }
        assertThatThrownBy(() -> extract("table.csv", table.toString(), 0.01))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(
                        "12 of 14 images and lesions", "mask0.png", "mask1.png", "and 2 more", "unusable.txt");
        assertThat(Files.readAllLines(folder.resolve("work/unusable.txt")))
                .hasSize(12)
                .allMatch(l -> l.contains("mask"));
        assertThat(folder.resolve("work/patches")).doesNotExist();
        ExtractionResult mended =
                extract("table.csv", table.substring(0, table.indexOf("\n") + 1) + "images/a.png,1,Film,Normal,\n", 0);
        assertThat(mended.skipped()).isEqualTo(List.of());
        assertThat(folder.resolve("work/unusable.txt")).doesNotExist();
    }
}
