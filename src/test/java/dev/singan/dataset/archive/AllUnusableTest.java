package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.image.GrayImage;
import dev.singan.image.dicom.DicomFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In every archive two damaged images and a wrong row are named by one failure: whoever mends an archive is told all at once. */
class AllUnusableTest {
    private static final byte[] DAMAGED = "damaged".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path archive;

    @ParameterizedTest
    @EnumSource(ArchiveKind.class)
    void allThatCannotBeUsedIsNamedAtOnce(ArchiveKind kind) throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
        String[] named =
                switch (kind) {
                    case BCDR, PHANTOM -> bcdr();
                    case MIAS -> mias();
                    case CBIS_DDSM -> cbis();
                    case VINDR -> vindr();
                    case INBREAST -> inbreast();
                    case FOLDER -> table();
                };
        ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(0);
        assertThatThrownBy(() -> Extraction.run(
                        new ExtractionRequest(kind, archive, folder.resolve("work"), rules, 2), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(named);
    }

    private void append(String file, String rows) throws IOException {
        Files.writeString(archive.resolve(file), rows, StandardOpenOption.APPEND);
    }

    private String[] bcdr() throws IOException {
        TinyArchive.write(archive);
        Files.write(archive.resolve(TinyArchive.IMAGE), DAMAGED);
        Files.write(archive.resolve(TinyArchive.NORMAL), DAMAGED);
        append(TinyArchive.FEATURES, "4,4,1,7,1,1,1,0,39,4,10, Odd \n");
        return new String[] {TinyArchive.IMAGE, TinyArchive.NORMAL, TinyArchive.FEATURES + " row 3"};
    }

    private String[] mias() throws IOException {
        TinyArchive.writeMias(archive);
        Files.write(archive.resolve("mdb001.pgm"), DAMAGED);
        Files.write(archive.resolve("mdb002.pgm"), DAMAGED);
        append("Info.txt", "mdb009 G NORM\n");
        return new String[] {"mdb001.pgm", "mdb002.pgm", "mdb009"};
    }

    private String[] cbis() throws IOException {
        CbisDdsmTree tree = new CbisDdsmTree(archive, false);
        GrayImage mask = CbisDdsmTree.mask(CbisDdsmTree.WIDTH, CbisDdsmTree.HEIGHT, 300, 310, 40);
        String[] films = new String[2];
        for (int i = 0; i < 2; i++) {
            String name = "Mass-Training_P_0000" + i + "_LEFT_CC";
            String film = tree.put(name, CbisDdsmTree.film(i + 1));
            String cut = tree.put(name + "_1", mask);
            tree.row(true, "P_0000" + i, "LEFT", "CC", 1, "BENIGN", film, cut, cut);
            films[i] = film.replace("000000.dcm", "1-1.dcm");
            Files.write(archive.resolve(films[i]), DAMAGED);
        }
        tree.row(true, "P_00009", "LEFT", "CC", 1, "BENIGN", "Gone/1/2/000000.dcm", "a/b/c", "a/b/c");
        tree.writeTables();
        return new String[] {films[0], films[1], "mass_case_description_train_set.csv row 4"};
    }

    private String[] vindr() throws IOException {
        StringBuilder table = new StringBuilder(VindrArchiveTest.HEADER);
        for (String image : new String[] {"a", "b", "gone"}) {
            table.append("s,q," + image + ",L,CC,470,480,BI-RADS 1,DENSITY C,['No Finding'],,,,,,training\n");
        }
        Files.writeString(archive.resolve("finding_annotations.csv"), table);
        Files.createDirectories(archive.resolve("images/s"));
        Files.write(archive.resolve("images/s/a.dicom"), DAMAGED);
        Files.write(archive.resolve("images/s/b.dicom"), DAMAGED);
        return new String[] {"images/s/a.dicom", "images/s/b.dicom", "finding_annotations.csv row 4"};
    }

    private String[] inbreast() throws IOException {
        Files.writeString(
                archive.resolve("INbreast.csv"),
                "Patient ID;Laterality;View;File Name;ACR;Bi-Rads\nx;R;CC;1;3;1\nx;L;CC;2;3;1\nx;L;CC;3;3;1\n");
        Files.createDirectories(archive.resolve("AllDICOMs"));
        Files.write(archive.resolve("AllDICOMs/1_aa_MG_R_CC_ANON.dcm"), DAMAGED);
        // Cut off within the pixels of the first row.
        Path cutOff = archive.resolve("AllDICOMs/2_aa_MG_L_CC_ANON.dcm");
        DicomFile.of(CbisDdsmTree.film(1)).write(cutOff);
        Files.write(cutOff, Arrays.copyOf(Files.readAllBytes(cutOff), 400));
        return new String[] {"1_aa_MG_R_CC_ANON.dcm", "2_aa_MG_L_CC_ANON.dcm", "INbreast.csv row 4"};
    }

    private String[] table() throws IOException {
        TinyArchive.writeFolder(archive, "table.csv");
        Files.write(archive.resolve("images/b.png"), DAMAGED);
        Files.write(archive.resolve("masks/a.png"), DAMAGED);
        append("table.csv", "images/b.png,carla,Tape,Normal,,,\n");
        return new String[] {"images/b.png", "masks/a.png", "table.csv row 4"};
    }
}
