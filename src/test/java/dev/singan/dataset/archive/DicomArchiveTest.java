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
import dev.singan.dataset.patch.PatchTable;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.dicom.DicomFile;
import dev.singan.image.dicom.DicomWindow;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every archive takes DICOM images, and what their headers say where its table is silent. */
class DicomArchiveTest {
    private static final String BOX = "file_name,classification,x,y,width,height\nimages/a.dcm,Malign,50,100,30,20\n";

    @TempDir
    Path folder;

    private static DicomFile dicom(GrayImage image) {
        return DicomFile.of(image)
                .text(0x00080060, "CS", "MG")
                .text(0x00080070, "LO", "Planmed")
                .text(0x00100010, "PN", "Secret^Name")
                .text(0x00100020, "LO", "anna")
                .text(0x00100030, "DA", "19500102")
                .text(0x00101010, "AS", "061Y")
                .text(0x00185101, "CS", "MLO")
                .text(0x0020000d, "UI", "1.2.3.4.5.6.7.8")
                .text(0x00200062, "CS", "L")
                .text(0x00281300, "CS", "NO");
    }

    private static void convert(Path file, Path target) throws IOException {
        dicom(ImageFiles.read(file)).write(target);
        Files.delete(file);
    }

    private ExtractionResult extract(ArchiveKind kind, Path archive, DicomWindow window) throws IOException {
        ExtractionRules rules =
                ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(0).withDicomWindow(window);
        return Extraction.run(new ExtractionRequest(kind, archive, folder.resolve("work"), rules, 1), Progress.NONE);
    }

    @Test
    void theHeaderSaysWhatTheTableDoesNot() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        convert(fixture.archive().resolve("images/a.png"), fixture.archive().resolve("images/a.dcm"));
        ExtractionResult result = fixture.extract("table.csv", BOX, 0);
        CutPatch patch = result.patches().get(0);
        assertThat(patch.patient()).isEqualTo("anna");
        assertThat(patch.format()).isEqualTo(Format.DIGITAL);
        assertThat(patch.facts()).isEqualTo(new Facts("Malign", 4, 4, 61.0, null, null, null, "Planmed", false));
        List<Patch> rows = Metadata.run(
                new MetadataRequest(folder.resolve("work"), MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        assertThat(rows.get(0).patientId()).isEqualTo("digital-anna");
        assertThat(PatchTable.read(PatchTable.file(folder.resolve("work")))).isEqualTo(rows);
        assertThat(folder.resolve("work/patches/metadata.jsonl"))
                .content()
                .contains("\"manufacturer\":\"Planmed\",\"implant\":false");
        assertThat(folder.resolve("work/metadata/lesion_patch_features.csv"))
                .content()
                .contains(",manufacturer,implant\n")
                .contains(",Planmed,false\n");
    }

    @Test
    void namesDatesOfBirthAndIdentifiersOfTheirExaminationAreWrittenNowhere() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        convert(fixture.archive().resolve("images/a.png"), fixture.archive().resolve("images/a.dcm"));
        fixture.extract("table.csv", BOX, 0);
        Metadata.run(new MetadataRequest(folder.resolve("work"), MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Secret", "19500102", "1.2.3.4.5");
            }
        }
    }

    @Test
    void theTableIsBelievedBeforeTheHeader() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        convert(fixture.archive().resolve("images/a.png"), fixture.archive().resolve("images/a.dcm"));
        ExtractionResult result = fixture.extract(
                "table.csv",
                "file_name,patient_id,Format,classification,x,y,width,height,image_view,age\n"
                        + "images/a.dcm,berta,Film,Benign,50,100,30,20,1,40\n",
                0);
        CutPatch patch = result.patches().get(0);
        assertThat(patch.patient()).isEqualTo("berta");
        assertThat(patch.format()).isEqualTo(Format.FILM);
        assertThat(patch.facts()).isEqualTo(new Facts("Benign", 1, 1, 40.0, null, null, null, "Planmed", false));
    }

    @Test
    void aHeaderThatIsSilentTooIsListed() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        DicomFile.of(4, 1, 12, 1, 2, 3, 4).write(fixture.archive().resolve("images/a.dcm"));
        assertThatThrownBy(() -> fixture.extract("table.csv", BOX, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("table.csv row 2")
                .hasMessageContaining("'patient_id' has no value")
                .hasMessageContaining("'format' has no value");
    }

    @Test
    void masksMayBeDicomToo() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        int[] mask = new int[300 * 310];
        mask[300 * 100 + 50] = 1;
        mask[300 * 119 + 79] = 1;
        DicomFile.of(300, 310, 16, mask).write(fixture.archive().resolve("masks/a.dcm"));
        ExtractionResult result = fixture.extract(
                "table.csv",
                "file_name,patient_id,Format,classification,mask_file_name\n"
                        + "images/a.png,anna,Film,Malign,masks/a.dcm\n",
                0);
        assertThat(result.patches().get(0).box()).isEqualTo(new Box(50, 100, 30, 20));
    }

    @Test
    void bcdrAndMiniMiasTakeThemInThePlaceOfTheirOwnFiles() throws IOException {
        Path bcdr = folder.resolve("bcdr");
        TinyArchive.write(bcdr);
        List<CutPatch> expected =
                extract(ArchiveKind.BCDR, bcdr, DicomWindow.DISPLAY).patches();
        for (String name : List.of(TinyArchive.IMAGE, TinyArchive.MASK, TinyArchive.NORMAL)) {
            convert(bcdr.resolve(name), bcdr.resolve(name.replace(".tif", ".dcm")));
        }
        List<CutPatch> patches =
                extract(ArchiveKind.BCDR, bcdr, DicomWindow.DISPLAY).patches();
        assertThat(patches).hasSameSizeAs(expected);
        for (int i = 0; i < patches.size(); i++) {
            assertThat(patches.get(i).box()).isEqualTo(expected.get(i).box());
            assertThat(patches.get(i).imageSha256()).isEqualTo(expected.get(i).imageSha256());
            assertThat(patches.get(i).facts().view())
                    .isEqualTo(expected.get(i).facts().view());
            assertThat(patches.get(i).facts().manufacturer()).isEqualTo("Planmed");
        }
        Path mias = folder.resolve("mias");
        TinyArchive.writeMias(mias);
        convert(mias.resolve("mdb001.pgm"), mias.resolve("mdb001.dcm"));
        assertThat(extract(ArchiveKind.MIAS, mias, DicomWindow.DISPLAY)
                        .patches()
                        .get(0)
                        .image())
                .isEqualTo("mdb001.dcm");
    }

    @Test
    void imagesOfFewerBitsThanTheyAreSaidToHoldAreToldOf() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        GrayImage image = ImageFiles.read(fixture.archive().resolve("images/a.png"));
        int[] samples = new int[image.pixels().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 4 * (image.pixels()[i] & 0xff); // ten bits of fourteen
        }
        DicomFile.of(image.width(), image.height(), 14, samples)
                .text(0x00080060, "CS", "MG")
                .text(0x00100020, "LO", "anna")
                .write(fixture.archive().resolve("images/a.dcm"));
        Files.writeString(fixture.archive().resolve("table.csv"), BOX);
        assertThat(extract(ArchiveKind.FOLDER, fixture.archive(), DicomWindow.DISPLAY)
                        .notes())
                .anyMatch(note ->
                        note.startsWith("DICOM images that are all dark") && note.contains(": images/a.dcm. Set"));
        assertThat(extract(ArchiveKind.FOLDER, fixture.archive(), DicomWindow.named("range"))
                        .notes())
                .noneMatch(note -> note.contains("all dark"));
    }

    @Test
    void theWindowOfTheUserCounts() throws IOException {
        FolderFixture fixture = FolderFixture.write(folder);
        convert(fixture.archive().resolve("images/a.png"), fixture.archive().resolve("images/a.dcm"));
        Files.writeString(fixture.archive().resolve("table.csv"), BOX);
        String shown = hash(fixture, "display");
        assertThat(hash(fixture, "full")).isEqualTo(shown);
        assertThat(hash(fixture, "100/50")).isNotEqualTo(shown);
    }

    private String hash(FolderFixture fixture, String window) throws IOException {
        return extract(ArchiveKind.FOLDER, fixture.archive(), DicomWindow.named(window))
                .patches()
                .get(0)
                .imageSha256();
    }
}
