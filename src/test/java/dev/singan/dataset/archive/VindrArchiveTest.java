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
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.dicom.DicomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VinDr-Mammo as it is downloaded; expected boxes and classes are worked out by hand. */
class VindrArchiveTest {
    static final String HEADER = "study_id,series_id,image_id,laterality,view_position,height,width,breast_birads,"
            + "breast_density,finding_categories,finding_birads,xmin,ymin,xmax,ymax,split\n";

    @TempDir
    Path folder;

    private void image(String study, String image) throws IOException {
        DicomFile.of(CbisDdsmTree.film(study.length()))
                .text(0x00101010, "AS", "052Y")
                .text(0x00080070, "LO", "SIEMENS")
                .write(folder.resolve("vindr/images/" + study + "/" + image + ".dicom"));
    }

    private ExtractionResult extract(String rows, double share) throws IOException {
        Path archive = folder.resolve("vindr");
        Files.createDirectories(archive);
        Files.writeString(archive.resolve("finding_annotations.csv"), HEADER + rows);
        return Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.VINDR,
                        archive,
                        folder.resolve("work"),
                        ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share),
                        1),
                Progress.NONE);
    }

    @Test
    void findingsOfFractionsBecomeBoxesAndBiRadsTheClass() throws IOException {
        image("s1", "a1");
        image("s22", "b1");
        image("s22", "b2");
        ExtractionResult result = extract(
                "s1,q,a1,L,CC,470,480,BI-RADS 5,DENSITY C,\"['Mass', 'Suspicious Calcification']\",BI-RADS 5,"
                        + "100.5,200.25,140.75,260.5,training\n"
                        + "s1,q,a1,L,CC,470,480,BI-RADS 5,DENSITY C,['Asymmetry'],BI-RADS 3,450.2,10,495.5,50,training\n"
                        + "s1,q,a1,L,CC,470,480,BI-RADS 5,DENSITY C,['Skin Thickening'],,10,300,50,350,training\n"
                        + "s22,q,b1,R,MLO,470,480,BI-RADS 1,DENSITY B,['No Finding'],,,,,,test\n"
                        + "s22,q,b2,R,CC,470,480,BI-RADS 2,DENSITY B,['No Finding'],,,,,,test\n",
                0);
        assertThat(result.skipped()).isEmpty();
        List<CutPatch> lesions = result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION && patch.zoom() == 1)
                .toList();
        assertThat(lesions)
                .extracting(CutPatch::box)
                .containsExactly(new Box(100, 200, 41, 61), new Box(450, 10, 30, 40));
        assertThat(lesions.get(0).facts()).isEqualTo(new Facts("Malign", 2, 2, 52.0, 3.0, 1, 1, "SIEMENS", null));
        assertThat(lesions.get(1).facts()).isEqualTo(new Facts("Benign", 2, 2, 52.0, 3.0, 0, 0, "SIEMENS", null));
        assertThat(lesions.get(0).patient()).isEqualTo("s1");
        assertThat(result.notes())
                .anyMatch(note -> note.contains("reaches beyond the image"))
                .anyMatch(note -> note.startsWith("1 images have no finding"));
        assertThat(result.patches())
                .filteredOn(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .singleElement()
                .satisfies(patch -> {
                    assertThat(patch.image()).isEqualTo("images/s22/b1.dicom");
                    assertThat(patch.split()).isEqualTo(OfficialSplit.TEST);
                });
        assertThat(lesions).extracting(CutPatch::split).containsOnly(OfficialSplit.TRAINING);
    }

    @Test
    void allThatIsMissingOrWrongIsListed() throws IOException {
        image("s1", "a1");
        image("s22", "b1");
        ExtractionResult result = extract(
                "s22,q,b1,L,CC,470,480,BI-RADS 1,DENSITY C,['No Finding'],,,,,,training\n"
                        + "s1,q,gone,L,CC,470,480,BI-RADS 1,DENSITY C,['No Finding'],,,,,,training\n"
                        + "s1,q,a1,B,ML,470,480,BI-RADS 4,DENSITY C,['Mass'],BI-RADS 4,1,2,30,40,training\n"
                        + "s1,q,a1,L,CC,470,480,BI-RADS 4,DENSITY C,['Mass'],BI-RADS 4,40,2,30,40,training\n"
                        + "s1,q,a1,L,CC,470,480,BI-RADS 4,DENSITY C,['Mass'],BI-RADS 4,4,2,30,40,later\n",
                1);
        assertThat(result.skipped())
                .extracting(Skipped::toString)
                .satisfiesExactly(
                        one -> assertThat(one).contains("finding_annotations.csv row 3", "'gone'"),
                        one -> assertThat(one).contains("row 4", "'B'", "'ML'"),
                        one -> assertThat(one).contains("row 5", "'40'", "corners"),
                        one -> assertThat(one).contains("row 6", "split is 'later', but must be training or test"));
    }

    @Test
    void aFolderWithoutItsTableIsToldSo() throws IOException {
        Files.createDirectories(folder.resolve("vindr"));
        assertThatThrownBy(() -> Extraction.run(
                        new ExtractionRequest(
                                ArchiveKind.VINDR,
                                folder.resolve("vindr"),
                                folder.resolve("work"),
                                ExtractionRules.of(Protocol.STRICT, 1),
                                1),
                        Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("finding_annotations.csv");
    }
}
