package dev.singan.dataset.patch;

import static dev.singan.dataset.extract.ExtractionTest.extract;
import static dev.singan.dataset.extract.ExtractionTest.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.Trees;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive is the one of {@link ExtractionTest}; the values are read off its tables by hand. */
class MetadataTest {
    @TempDir
    Path work;

    private List<Patch> table(Protocol protocol) throws IOException {
        extract(resource("/bcdr/archive"), work, protocol, 1);
        Metadata.run(new MetadataRequest(work, MetadataRules.of(protocol)), Progress.NONE);
        return PatchTable.read(PatchTable.file(work));
    }

    private static Patch lesion(List<Patch> table, String patient, int zoom, int view) {
        return table.stream()
                .filter(p -> p.suspicious() == 1
                        && p.patientId().equals(patient)
                        && p.zoomGroup() == zoom
                        && Integer.valueOf(view).equals(p.imageView()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void strictLeavesUnknownUnknownAndStripsValues() throws IOException {
        List<Patch> table = table(Protocol.STRICT);
        // The sorted masks of patient 2 in F01 are 12, then 7; the row of 7 with segmentation 7 is the first one.
        List<Patch> ofPatient = table.stream()
                .filter(p -> p.patientId().equals("film-2") && p.imageView() == 2 && p.zoomGroup() == 1)
                .toList();
        assertThat(ofPatient).hasSize(2);
        Patch twelve = ofPatient.get(0);
        assertThat(List.of(twelve.age(), twelve.density(), twelve.nodule(), twelve.calcification()))
                .containsExactly(48, 3, 0, 1);
        assertThat(twelve.classification()).isEqualTo("Malign");
        Patch seven = ofPatient.get(1);
        assertThat(seven.age()).isNull();
        assertThat(seven.density()).isNull();
        assertThat(seven.classification()).isEqualTo("Malign");
        assertThat(seven.nodule()).isEqualTo(1);
        assertThat(lesion(table, "film-10", 3, 3).age()).isNull();
        assertThat(lesion(table, "digital-4", 2, 1).format()).isEqualTo("Digital");
        // F01 and F03 tell of one patient 2.
        assertThat(lesion(table, "film-2", 1, 4).age()).isEqualTo(50);
    }

    @Test
    void strictNumbersViewsFromOneAndHealthyZoomIsZero() throws IOException {
        List<Patch> healthy = table(Protocol.STRICT).stream()
                .filter(p -> p.patientId().equals("digital-3"))
                .toList();
        assertThat(healthy).isNotEmpty().allSatisfy(p -> {
            assertThat(p.imageView()).isIn(1, 4);
            assertThat(p.zoomGroup()).isZero();
            assertThat(p.suspicious()).isZero();
            assertThat(p.classification()).isEqualTo("Normal");
            assertThat(p.nodule()).isZero();
            assertThat(p.calcification()).isZero();
            assertThat(p.fileName()).startsWith("healthy/");
        });
        assertThat(Files.readAllLines(work.resolve("metadata/digital_healthy_patch_features.csv")))
                .hasSize(healthy.size() + 1)
                .filteredOn(line -> line.startsWith("87,"))
                .singleElement()
                .asString()
                .startsWith("87,digital-3,87.png,1,66,2,Digital,Normal,0,0,0,DN01,");
    }

    @Test
    void publishedFillsMeansNamesPatientsBySetAndKeepsImageTypes() throws IOException {
        List<Patch> table = table(Protocol.PUBLISHED);
        // Known ages of lesion rows: 61, 48, 50, 39 (three zooms each), mean 49.5, towards zero 49.
        assertThat(lesion(table, "10_F01", 1, 3).age()).isEqualTo(49);
        // Filled: 61, 49, 48, 49, 50, 39, mean 49.33: 49 for healthy film patches.
        assertThat(table.stream().filter(p -> p.patientId().equals("10_F01") && p.suspicious() == 0))
                .isNotEmpty()
                .allMatch(p -> p.age() == 49);
        assertThat(table).allSatisfy(p -> assertThat(p.density()).isNotNull());
        assertThat(table.stream().filter(p -> p.patientId().equals("3_DN01")))
                .isNotEmpty()
                .allMatch(p -> p.imageView() == 0 || p.imageView() == 3);
        assertThat(lesion(table, "2_F03", 1, 4).classification()).isEqualTo("Malign");
        String row = Files.readAllLines(work.resolve("metadata/film_healthy_patch_features.csv"))
                .get(1);
        assertThat(row).contains(",Film,Normal,0,0,1,F01,");
        assertThat(table).filteredOn(p -> p.suspicious() == 0).allMatch(p -> p.zoomGroup() == 0);
    }

    @Test
    void aLineOfTheTableHasTheFixedNames() throws IOException {
        table(Protocol.STRICT);
        assertThat(Files.readAllLines(PatchTable.file(work)).get(0))
                .isEqualTo(
                        "{\"file_name\":\"lesion/0.png\",\"patient_id\":\"film-1\",\"image_view\":1,\"Format\":\"Film\","
                                + "\"classification\":\"Benign\",\"age\":61,\"density\":2,\"zoom_group\":1,\"suspicious\":1,"
                                + "\"calcification\":0,\"nodule\":1}");
    }

    @Test
    void withoutAnExtractionTheGoalToRunIsNamed() {
        assertThatThrownBy(
                        () -> Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.STRICT)), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan:extract");
        assertThatThrownBy(() -> PatchTable.read(PatchTable.file(work)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan:metadata");
    }

    @Test
    void aDamagedLineOfTheTableIsNamed() throws IOException {
        Path file = work.resolve("metadata.jsonl");
        Files.writeString(file, "{\"file_name\":\"lesion/../../17.png\"}\n");
        assertThatThrownBy(() -> PatchTable.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("line 1");
        Files.writeString(file, "\n{\"file_name\": oops\n");
        assertThatThrownBy(() -> PatchTable.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void patientsThatShareAMammogramAreTakenForOne() throws IOException {
        Path archive = work.resolve("archive");
        Trees.copy(resource("/bcdr/archive"), archive);
        Path image = archive.resolve("BCDR-DN01_dataset/patient_3/study_8/img_3_8_1_LO.tif");
        Path twin = archive.resolve("BCDR-DN01_dataset/patient_5/study_1/img_5_1_1_LO.tif");
        Files.createDirectories(twin.getParent());
        Files.copy(image, twin);
        Path table = archive.resolve("BCDR-DN01_dataset/bcdr_dn01_img.csv");
        Files.writeString(table, Files.readString(table) + "5,1,1,x,LO,3,66,2\n");
        ExtractionResult result = extract(archive, work, Protocol.STRICT, 1);
        assertThat(result.duplicates())
                .containsExactly(List.of(
                        "BCDR-DN01_dataset/patient_3/study_8/img_3_8_1_LO.tif",
                        "BCDR-DN01_dataset/patient_5/study_1/img_5_1_1_LO.tif"));
        List<Patch> strict = Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.STRICT)), Progress.NONE);
        assertThat(strict).noneMatch(p -> p.patientId().equals("digital-5"));
        List<Patch> published =
                Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.PUBLISHED)), Progress.NONE);
        assertThat(published).anyMatch(p -> p.patientId().equals("5_DN01"));
    }
}
