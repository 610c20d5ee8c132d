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
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CBIS-DDSM as it is downloaded, with its traps; expected boxes are worked out by hand. */
class CbisDdsmArchiveTest {
    private static final GrayImage FILM = CbisDdsmTree.film(1);
    private static final GrayImage MASK = CbisDdsmTree.mask(CbisDdsmTree.WIDTH, CbisDdsmTree.HEIGHT, 300, 310, 40);
    private static final GrayImage PIECE = CbisDdsmTree.film(3);

    @TempDir
    Path folder;

    private ExtractionResult extract(double share) throws IOException {
        return Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.CBIS_DDSM,
                        folder.resolve("cbis"),
                        folder.resolve("work"),
                        ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share),
                        1),
                Progress.NONE);
    }

    private static List<CutPatch> lesions(ExtractionResult result) {
        return result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION && patch.zoom() == 1)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void masksArePickedOutWhereverTheyLieAndHealthyWindowsKeepAway(boolean jpeg) throws IOException {
        CbisDdsmTree tree = new CbisDdsmTree(folder.resolve("cbis"), jpeg);
        String film = tree.put("Mass-Training_P_00001_LEFT_CC", FILM);
        // Both in one series, the piece first.
        String both = tree.put("Mass-Training_P_00001_LEFT_CC_1", PIECE, MASK);
        tree.row(true, "P_00001", "LEFT", "CC", 1, "MALIGNANT", film, both, both);
        String second = tree.put("Mass-Training_P_00002_RIGHT_MLO", CbisDdsmTree.film(2));
        // In each other's place.
        String piece = tree.put("Mass-Training_P_00002_RIGHT_MLO_1", PIECE);
        String mask = tree.put("Mass-Training_P_00002_RIGHT_MLO_1", MASK);
        tree.row(true, "P_00002", "RIGHT", "MLO", 1, "BENIGN_WITHOUT_CALLBACK", second, mask, piece);
        tree.row(false, "P_00002", "RIGHT", "MLO", 1, "BENIGN", second, piece, mask);
        tree.writeTables();
        ExtractionResult result = extract(0);
        assertThat(result.skipped()).isEmpty();
        List<CutPatch> lesions = lesions(result);
        assertThat(lesions).hasSize(3);
        assertThat(lesions).allSatisfy(patch -> assertThat(patch.box()).isEqualTo(new Box(300, 310, 40, 40)));
        assertThat(lesions)
                .filteredOn(patch -> patch.patient().equals("P_00001"))
                .allSatisfy(patch -> {
                    assertThat(patch.facts()).isEqualTo(Facts.ofTable("Malign", 2, 2, null, 3.0, 0, 1));
                    assertThat(patch.set()).isEqualTo("mass-train");
                });
        // The view that both tables list is one image with two lesions.
        assertThat(result.images()).isEqualTo(2);
        assertThat(lesions)
                .filteredOn(patch -> patch.patient().equals("P_00002"))
                .extracting(CutPatch::lesion)
                .containsExactly("calc-1", "mass-1");
        List<CutPatch> healthy = result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .toList();
        assertThat(healthy).isNotEmpty();
        assertThat(healthy).allSatisfy(patch -> assertThat(patch.box().touches(new Box(300, 310, 40, 40), 22.4))
                .isFalse());
    }

    @Test
    void aMaskOfAnotherSizeCountsByItsRatioAndOneOfAnotherShapeIsLeftOut() throws IOException {
        CbisDdsmTree tree = new CbisDdsmTree(folder.resolve("cbis"), false);
        String film = tree.put("Mass-Training_P_00001_LEFT_CC", FILM);
        // Half the size: x from 100 to 110, y from 120 to 130 become 200 to 220 and 240 to 260.
        String half = tree.put("Mass-Training_P_00001_LEFT_CC_1", CbisDdsmTree.mask(240, 235, 100, 120, 10));
        tree.row(true, "P_00001", "LEFT", "CC", 1, "BENIGN", film, half, half);
        String odd = tree.put("Mass-Training_P_00001_LEFT_CC_2", CbisDdsmTree.mask(240, 300, 100, 120, 10));
        tree.row(true, "P_00001", "LEFT", "CC", 2, "MALIGNANT", film, odd, odd);
        tree.writeTables();
        ExtractionResult result = extract(0);
        assertThat(lesions(result)).singleElement().satisfies(patch -> assertThat(patch.box())
                .isEqualTo(new Box(200, 240, 20, 20)));
        assertThat(result.skipped()).singleElement().satisfies(one -> {
            assertThat(one.damaged()).isFalse();
            assertThat(one.reason()).contains("240x300", "480x470", "another shape");
        });
        // A lesion whose place is not known could be anywhere.
        assertThat(result.patches()).noneMatch(patch -> patch.kind() == CutPatch.Kind.HEALTHY);
    }

    @Test
    void allThatIsMissingOrWrongIsListed() throws IOException {
        CbisDdsmTree tree = new CbisDdsmTree(folder.resolve("cbis"), false);
        String film = tree.put("Mass-Training_P_00001_LEFT_CC", FILM);
        String mask = tree.put("Mass-Training_P_00001_LEFT_CC_1", MASK);
        String piece = tree.put("Mass-Training_P_00001_LEFT_CC_3", PIECE);
        tree.row(true, "P_00001", "LEFT", "CC", 1, "MALIGNANT", film, mask, mask);
        tree.row(true, "P_00001", "LEFT", "CC", 2, "BENIGN", film, "X_2/1/2/0.dcm", "X_2/1/3/0.dcm");
        tree.row(true, "P_00001", "LEFT", "CC", 3, "BENIGN", film, piece, piece);
        tree.row(true, "P_00009", "LEFT", "CC", 1, "BENIGN", "Gone/1/2/000000.dcm", mask, mask);
        tree.row(true, "P_00001", "LEFT", "XCCL", 4, "ODD", film, mask, mask);
        tree.row(false, "P_00008", "LEFT", "CC", 1, "BENIGN", "Gone/1/2/000000.dcm", mask, mask);
        tree.writeTables();
        ExtractionResult result = extract(1);
        assertThat(result.skipped())
                .extracting(Skipped::toString)
                .satisfiesExactly(
                        one -> assertThat(one).contains("mass_case_description_train_set.csv row 3", "X_2/1/3/0.dcm"),
                        one -> assertThat(one).contains("row 5", "Gone/1/2/000000.dcm"),
                        one -> assertThat(one).contains("row 6", "'XCCL'", "'ODD'"),
                        one -> assertThat(one).contains("no mask of a lesion", "1-1.dcm has more values than a mask"));
        assertThat(result.notes()).anyMatch(note -> note.contains("calc_case_description_train_set.csv"));
    }

    @Test
    void theTablesSayTheOfficialSplitAndAFilmOfBothSetsIsTested() throws IOException {
        CbisDdsmTree tree = new CbisDdsmTree(folder.resolve("cbis"), false);
        String film = tree.put("Mass-Training_P_00001_LEFT_CC", FILM);
        String mask = tree.put("Mass-Training_P_00001_LEFT_CC_1", MASK);
        tree.row(true, "P_00001", "LEFT", "CC", 1, "MALIGNANT", film, mask, mask);
        String both = tree.put("Mass-Training_P_00002_LEFT_CC", CbisDdsmTree.film(2));
        tree.row(true, "P_00002", "LEFT", "CC", 1, "BENIGN", both, mask, mask);
        tree.test().row(false, "P_00002", "LEFT", "CC", 1, "BENIGN", both, mask, mask);
        tree.writeTables();
        ExtractionResult result = extract(0);
        assertThat(lesions(result))
                .extracting(patch -> patch.patient() + " " + patch.lesion() + " " + patch.split())
                .containsExactlyInAnyOrder("P_00001 mass-1 TRAINING", "P_00002 calc-1 TEST", "P_00002 mass-1 TEST");
        assertThat(result.notes())
                .anyMatch(note -> note.startsWith("1 films are in the official training set of masses"));
        List<Patch> rows = Metadata.run(
                new MetadataRequest(folder.resolve("work"), MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        assertThat(PatchTable.read(PatchTable.file(folder.resolve("work")))).isEqualTo(rows);
        assertThat(rows).extracting(Patch::split).containsOnly(OfficialSplit.TRAINING, OfficialSplit.TEST);
        assertThat(folder.resolve("work/metadata/lesion_patch_features.csv"))
                .content()
                .contains(",split\n")
                .contains(",training\n")
                .contains(",test\n");
    }

    @Test
    void aFolderWithoutTablesIsToldWhatIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("cbis"));
        assertThatThrownBy(() -> extract(0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("mass_case_description_train_set.csv");
    }
}
