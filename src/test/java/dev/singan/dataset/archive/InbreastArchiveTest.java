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
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.dicom.DicomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** INbreast as it is released; expected boxes and classes are worked out by hand, or those of the phantom that was made into one. */
class InbreastArchiveTest {
    private static final String HEADER =
            "Patient ID;Patient age;Laterality;View;Acquisition date;File Name;ACR;Bi-Rads\n";

    @TempDir
    static Path shared;

    private static ExtractionResult phantom;
    private static ExtractionResult inbreast;

    @TempDir
    Path folder;

    @BeforeAll
    static void cutBoth() throws IOException {
        Path bcdr = shared.resolve("phantom");
        Path release = InbreastTree.write(bcdr, shared.resolve("inbreast"));
        phantom = extract(ArchiveKind.PHANTOM, bcdr, shared.resolve("work-phantom"), 0);
        inbreast = extract(ArchiveKind.INBREAST, release, shared.resolve("work"), 0);
    }

    private static ExtractionResult extract(ArchiveKind kind, Path archive, Path work, double share)
            throws IOException {
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share);
        return Extraction.run(new ExtractionRequest(kind, archive, work, rules, 1), Progress.NONE);
    }

    private static String told(CutPatch patch) {
        Facts facts = patch.facts();
        return patch.imageSha256() + " " + patch.kind() + " " + patch.zoom() + " " + patch.box() + " "
                + facts.classification() + " " + facts.view() + " " + facts.density() + " " + facts.nodule();
    }

    private static List<String> told(ExtractionResult result) {
        return result.patches().stream()
                .filter(patch -> patch.format() == Format.DIGITAL)
                .map(InbreastArchiveTest::told)
                .sorted()
                .toList();
    }

    @Test
    void aReleaseGivesThePatchesOfTheDataThatItWasMadeOf() {
        assertThat(told(inbreast)).isEqualTo(told(phantom)).hasSizeGreaterThan(12);
        assertThat(inbreast.skipped()).isEmpty();
        assertThat(inbreast.notes())
                .anyMatch(note -> note.endsWith("single calcifications have no patch of their own"));
        assertThat(inbreast.patches()).allSatisfy(patch -> {
            assertThat(patch.patient()).matches("[0-9a-f]{16}");
            assertThat(patch.facts().manufacturer()).isEqualTo("SIEMENS");
            assertThat(patch.split()).isNull();
        });
        assertThat(inbreast.patches().stream().map(CutPatch::patient).distinct())
                .hasSameSizeAs(phantom.patches().stream()
                        .map(CutPatch::patient)
                        .distinct()
                        .toList());
    }

    private void image(int number, String patient) throws IOException {
        String name = number + (patient.isEmpty() ? "" : "_" + patient + "_MG_R_CC_ANON") + ".dcm";
        DicomFile.of(CbisDdsmTree.film(number % 7 + 1)).write(folder.resolve("in/AllDICOMs/" + name));
    }

    private void xml(int number, String content) throws IOException {
        Path file = folder.resolve("in/AllXML/" + number + ".xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private ExtractionResult extract(String rows, double share) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/INbreast.csv"), HEADER + rows);
        return extract(ArchiveKind.INBREAST, folder.resolve("in"), folder.resolve("work"), share);
    }

    @Test
    void everyKindOfRegionIsUnderstoodAsItWasTyped() throws IOException {
        image(1, "aa");
        image(2, "bb");
        image(3, "cc");
        xml(
                1,
                InbreastTree.regions(
                        InbreastTree.region(0, "Mass", "100.5, 100.5", "139.5, 120.0", "120.25, 159.5"),
                        InbreastTree.region(1, "Espiculated Region", "90, 95", "150, 100", "120, 170"),
                        InbreastTree.region(2, "Point 3", "110.2, 110.9"),
                        InbreastTree.region(3, "Calcifications", "200, 200", "220, 200", "210, 230"),
                        InbreastTree.region(4, "Assymetry", "300, 300", "350, 300", "320, 340", "310, 330"),
                        InbreastTree.region(5, "Spiculated region", "300, 50", "340, 50", "320, 80"),
                        InbreastTree.region(6, "", "10, 10"),
                        InbreastTree.region(7, "Distortion", "30, 40", "50, 60")));
        xml(2, InbreastTree.regions(InbreastTree.region(0, "Calcification", "100, 100", "104, 100", "102, 104")));
        ExtractionResult result = extract(
                "removed;removed;R;CC;201001;1;3;4b\n"
                        + "removed;removed;L;MLO;201001;2;   ;2\n"
                        + "removed;removed;R;MLO;201001;3.0;1;1\n"
                        + ";;;;;;;410\n",
                0);
        assertThat(result.skipped()).isEmpty();
        List<CutPatch> lesions = result.patches().stream()
                .filter(patch -> patch.kind() == CutPatch.Kind.LESION && patch.zoom() == 1)
                .toList();
        assertThat(lesions)
                .extracting(CutPatch::box)
                .containsExactly(
                        new Box(100, 100, 40, 60),
                        new Box(200, 200, 20, 30),
                        new Box(300, 300, 50, 40),
                        new Box(300, 50, 40, 30));
        assertThat(lesions)
                .extracting(CutPatch::facts)
                .containsExactly(
                        facts("Malign", 1, 1), facts("Malign", 1, 0), facts("Malign", 0, 0), facts("Malign", 0, 0));
        assertThat(lesions).extracting(CutPatch::patient).containsOnly("aa");
        assertThat(result.patches())
                .filteredOn(patch -> patch.kind() == CutPatch.Kind.HEALTHY)
                .isNotEmpty()
                .allSatisfy(patch -> assertThat(patch.patient()).isEqualTo("cc"));
        assertThat(result.notes())
                .contains(
                        "3 single calcifications have no patch of their own",
                        "1 findings are marked by one or two points instead of an outline; no patch is cut of them",
                        "1 images have no outlined finding, but are not of BI-RADS 1; nothing is cut from them");
    }

    private static Facts facts(String classification, int calcification, int nodule) {
        return new Facts(classification, 1, 1, null, 3.0, calcification, nodule, null, null);
    }

    @Test
    void allThatIsMissingOrWrongIsListedInOneGo() throws IOException {
        image(1, "aa");
        image(2, "");
        image(4, "dd");
        image(5, "ee");
        xml(1, InbreastTree.regions(InbreastTree.region(0, "Mass", "100, 100", "139, 120", "120, 159")));
        xml(4, "<plist version=\"1.0\"><dict><key>Images</key><array><dict>");
        ExtractionResult result = extract(
                "removed;removed;R;CC;201001;1;3;4b\n"
                        + "removed;removed;R;CC;201001;2;3;5\n"
                        + "removed;removed;X;CC;201001;1;9;7\n"
                        + "removed;removed;R;CC;201001;3;3;5\n"
                        + "removed;removed;R;CC;201001;4;3;5\n"
                        + "removed;removed;R;FB;201001;5;3;5\n"
                        + "removed;removed;R;CC;201001;six;3;5\n",
                1);
        assertThat(result.skipped())
                .extracting(Skipped::toString)
                .satisfiesExactly(
                        one -> assertThat(one)
                                .contains("INbreast.csv row 3", "nothing says who was examined", "2_PATIENT_MG"),
                        one -> assertThat(one).contains("row 4", "acr is '9'", "'X'", "Bi-Rads is '7'"),
                        one -> assertThat(one).contains("row 5", "the image '3' is not there"),
                        one -> assertThat(one).contains("AllXML/4.xml", "no readable list of OsiriX regions"),
                        one -> assertThat(one).contains("row 7", "'FB', from below"),
                        one -> assertThat(one).contains("row 8", "File Name is 'six'"));
        assertThat(result.skipped()).filteredOn(one -> !one.damaged()).hasSize(1);
        assertThatThrownBy(() -> extract(ArchiveKind.INBREAST, folder.resolve("in"), folder.resolve("work"), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("row 3")
                .hasMessageContaining("row 8")
                .hasMessageContaining("4.xml");
    }

    @Test
    void outlinesOfThePectoralMuscleAreNoFindings() throws IOException {
        image(3, "cc");
        Path muscle = folder.resolve("in/PectoralMuscle/Pectoral Muscle XML/3.xml");
        Files.createDirectories(muscle.getParent());
        Files.writeString(muscle, InbreastTree.regions(InbreastTree.region(0, "Mass", "1, 1", "2, 9", "9, 2")));
        assertThat(extract("removed;removed;R;MLO;201001;3;1;1\n", 0).patches())
                .isNotEmpty()
                .allMatch(patch -> patch.kind() == CutPatch.Kind.HEALTHY);
    }

    @Test
    void theTableOfASpreadsheetIsNotReadButToldOf() throws IOException {
        image(1, "aa");
        assertThatThrownBy(() -> extract(ArchiveKind.INBREAST, folder.resolve("in"), folder.resolve("work"), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no INbreast.csv")
                .hasMessageContaining("Set singan.archive.directory");
        Files.writeString(folder.resolve("in/INbreast.xls"), "BIFF");
        assertThatThrownBy(() -> extract(ArchiveKind.INBREAST, folder.resolve("in"), folder.resolve("work"), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("INbreast.xls as INbreast.csv");
    }

    /** A file that asks for other files, and for a thousand million characters. */
    @Test
    void nothingIsLoadedThatAnXmlFileNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hidden");
        List<String> hostile = new ArrayList<>();
        hostile.add("<!DOCTYPE plist [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>");
        hostile.add("<!DOCTYPE plist SYSTEM \"" + secret.toUri() + "\" [<!ENTITY % p SYSTEM \"" + secret.toUri()
                + "\">%p;]>");
        hostile.add(
                "<!DOCTYPE plist [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;\">]>");
        for (String type : hostile) {
            image(1, "aa");
            xml(
                    1,
                    type + "<plist><dict><key>Images</key><array><dict><key>ROIs</key><array><dict><key>Name</key>"
                            + "<string>&x;</string><key>Point_px</key><array/></dict></array></dict></array></dict></plist>");
            assertThatThrownBy(() -> extract("removed;removed;R;CC;201001;1;3;4b\n", 0))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("AllXML/1.xml")
                    .hasMessageNotContaining("hidden");
        }
    }
}
