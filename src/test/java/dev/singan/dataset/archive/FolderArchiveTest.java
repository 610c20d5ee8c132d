package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {
    private static final String HEADER = "file_name,patient_id,Format,classification,mask_file_name,x,y,width,height,"
            + "image_view,age,density,calcification,nodule\n";

    @TempDir
    Path folder;

    private FolderFixture fixture;
    private Path archive;

    @BeforeEach
    void write() throws IOException {
        fixture = FolderFixture.write(folder);
        archive = fixture.archive();
        byte[] mask = new byte[300 * 310];
        mask[300 * 100 + 50] = 1;
        mask[300 * 119 + 79] = 1;
        ImageFiles.writePng(archive.resolve("masks/a.png"), new GrayImage(300, 310, mask));
        Files.writeString(folder.resolve("secret.png"), "outside");
    }

    private ExtractionResult extract(String name, String table, double share) throws IOException {
        return fixture.extract(name, table, share);
    }

    @Test
    void anyDataSetCanBeBroughtInByATable() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                HEADER
                        + "images/a.png,anna,Film,Malignant,masks/a.png,,,,,2,50,3,0,1\n"
                        + "images/b.png,berta,Digital,Normal,,,,,,1,,,,\n"
                        + "images/a.png,anna,film,benign,,250,200,40,30,2,50,3,1,0\n",
                0);
        List<CutPatch> lesions = result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION)
                .toList();
        assertThat(lesions).hasSize(6);
        assertThat(lesions.get(0).box()).isEqualTo(new Box(50, 100, 30, 20));
        assertThat(lesions.get(3).box()).isEqualTo(new Box(250, 200, 40, 30));
        // 300 / 5 = 60: windows of 60 at x = 0 … 240, y = 0 … 240, the last column only two thirds breast.
        assertThat(result.patches())
                .filteredOn(patch -> patch.image().equals("images/b.png"))
                .isNotEmpty()
                .allMatch(patch -> patch.box().width() == 60 && patch.facts().nodule() == 0);
        List<Patch> table = Metadata.run(
                new MetadataRequest(folder.resolve("work"), MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        assertThat(table.get(0).patientId()).isEqualTo("film-anna");
        assertThat(table.get(0).classification()).isEqualTo("Malign");
    }

    @Test
    void aTableOfJsonLinesSaysTheSame() throws IOException {
        ExtractionResult result = extract(
                "metadata.jsonl",
                "{\"file_name\":\"images/a.png\",\"patient_id\":7,\"Format\":\"Film\",\"classification\":\"Benign\","
                        + "\"mask_file_name\":\"masks/a.png\",\"age\":61,\"density\":null}\n",
                0);
        assertThat(result.patches().get(0).facts().age()).isEqualTo(61.0);
        assertThat(result.patches().get(0).patient()).isEqualTo("7");
    }

    @Test
    void aPathThatLeavesTheFolderIsNotRead() throws IOException {
        Files.createSymbolicLink(archive.resolve("link.png"), folder.resolve("secret.png"));
        ExtractionResult result = extract(
                "table.csv",
                HEADER
                        + "images/a.png,anna,Film,Malign,masks/a.png,,,,,2,50,3,0,1\n"
                        + "../secret.png,x,Film,Normal,,,,,,,,,,\n"
                        + folder.resolve("secret.png") + ",x,Film,Normal,,,,,,,,,,\n"
                        + "link.png,x,Film,Normal,,,,,,,,,,\n"
                        + "images/b.png,y,Film,Malign,../data/../secret.png,,,,,,,,,\n",
                1);
        assertThat(result.skipped()).hasSize(4).allMatch(Skipped::damaged);
        assertThat(result.skipped()).extracting(Skipped::row).containsExactly(3, 4, 5, 6);
        // The lesion of image b is somewhere: none of its windows is taken for healthy.
        assertThat(result.patches()).noneMatch(patch -> patch.image().equals("images/b.png"));
    }

    @Test
    void aTableMayHaveASplitOfItsOwn() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                "file_name,patient_id,Format,classification,x,y,width,height,split\n"
                        + "images/a.png,anna,Film,Malign,50,100,30,20,Train\n"
                        + "images/b.png,berta,Digital,Normal,,,,,test\n"
                        + "images/a.png,anna,Film,Benign,250,200,40,30,test\n"
                        + "images/b.png,berta,Digital,Normal,,,,,half\n",
                1);
        assertThat(result.patches()).allSatisfy(patch -> assertThat(patch.split())
                .isEqualTo(patch.patient().equals("anna") ? OfficialSplit.TRAINING : OfficialSplit.TEST));
        assertThat(result.skipped())
                .extracting(Skipped::reason)
                .containsExactly(
                        "patient_id, Format or split differs from an earlier row of images/a.png",
                        "split is 'half', but must be training or test or empty");
    }

    @Test
    void rowsOfUnknownClassOrFormatAreListed() throws IOException {
        ExtractionResult result = extract(
                "table.csv",
                HEADER
                        + "images/a.png,anna,Film,Malign,masks/a.png,,,,,2,50,3,0,1\n"
                        + "images/b.png,berta,Film,Odd,,,,,,,,,,\n"
                        + "images/b.png,berta,Tape,Normal,,,,,,,,,,\n"
                        + "images/b.png,,Film,Normal,,,,,,,,,,\n"
                        + "images/a.png,other,Film,Benign,masks/a.png,,,,,,,,,\n",
                1);
        assertThat(result.skipped()).hasSize(4);
        assertThat(result.skipped().get(0).reason()).contains("'Odd'");
        assertThat(result.skipped().get(1).reason()).contains("'Tape'");
        assertThat(result.skipped().get(2).reason()).contains("patient_id");
        assertThat(result.skipped().get(3).reason()).contains("differs");
    }

    @Test
    void noTableAndTwoTablesAndAMissingColumnAreNamed() throws IOException {
        assertThatThrownBy(() -> extract("readme.txt", "", 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("table.csv")
                .hasMessageContaining("none");
        assertThatThrownBy(() -> extract("table.csv", "file_name,patient_id,classification\n", 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no column 'format'");
        assertThatThrownBy(() -> extract("table.jsonl", "", 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("table.csv and table.jsonl");
    }
}
