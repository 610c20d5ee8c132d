package dev.singan.dataset.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.archive.FolderFixture;
import dev.singan.dataset.extract.CutPatch;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.record.Alike;
import dev.singan.dataset.record.NormalForm;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One patient is one, however a table writes it; the pairs are those of Unicode's NFKC charts, spreadsheets and hospital exports. */
class PatientNamesTest {
    @TempDir
    Path folder;

    private Path archive;
    private final List<String> warnings = new ArrayList<>();

    private final class Listener implements Progress {
        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    }

    @BeforeEach
    void folders() throws IOException {
        archive = Files.createDirectories(folder.resolve("data"));
    }

    /** Images of other grey values each, so that no two patients are one by their images. */
    private void image(String name, int grey) throws IOException {
        byte[] pixels = new byte[300 * 310];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 300 < 280 ? grey + i % 90 : 3);
        }
        ImageFiles.writePng(archive.resolve(name), new GrayImage(300, 310, pixels));
    }

    private ExtractionResult extract(String... patients) throws IOException {
        StringBuilder table = new StringBuilder("file_name,patient_id,Format,classification\n");
        for (int i = 0; i < patients.length; i++) {
            image(i + ".png", 60 + i);
            table.append(i).append(".png,\"").append(patients[i]).append("\",Film,Normal\n");
        }
        return new FolderFixture(folder, archive).extract("table.csv", table.toString(), 0);
    }

    private Set<String> patients(MetadataRules rules) throws IOException {
        return Metadata.run(new MetadataRequest(folder.resolve("work"), rules), new Listener()).stream()
                .map(Patch::patientId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static MetadataRules strict() {
        return MetadataRules.of(Protocol.STRICT);
    }

    @Test
    void names_that_differ_in_what_is_not_meant_are_one_patient_s() throws IOException {
        ExtractionResult result = extract(
                "A7", "a7", "A7\u00a0", "A7\u200b", "\u00c97", "E\u03017", "007", "7", "7.0", "\uff17", "berta");
        assertThat(patients(strict())).containsExactly("film-007", "film-A7", "film-berta", "film-\u00c97");
        assertThat(warnings)
                .hasSize(3)
                .anySatisfy(
                        w -> assertThat(w).contains("'A7', 'a7', 'A7\\u00A0', 'A7\\u200B'", "singan.patients=exact"))
                .anySatisfy(w -> assertThat(w).contains("'\u00c97', 'E\\u03017'"))
                .anySatisfy(w -> assertThat(w).contains("'007', '7', '7.0'"));
        assertThat(Metadata.isAffected(result)).isTrue();
    }

    @Test
    void who_means_the_letters_gets_them_apart_and_is_told_what_is_alike() throws IOException {
        extract("A7", "a7", "007", "7");
        assertThat(patients(strict().with(MetadataRules.Names.EXACT)))
                .containsExactly("film-007", "film-7", "film-A7", "film-a7");
        assertThat(warnings).hasSize(2).allMatch(w -> w.contains("different ones"));
    }

    @Test
    void the_published_protocol_takes_names_for_one_within_a_set() throws IOException {
        extract("A7", "a7");
        assertThat(patients(MetadataRules.of(Protocol.PUBLISHED))).containsExactly("A7_FOLDER");
    }

    @Test
    void ordinary_names_stay_as_they_are_without_a_word() throws IOException {
        ExtractionResult result =
                extract("anna", "Berta", "P001", "P002", "P010", "P100", "1-12", "11-2", "2.10", "2.1");
        assertThat(patients(strict())).hasSize(10).contains("film-Berta", "film-P010", "film-2.10");
        assertThat(warnings).isEmpty();
        assertThat(Metadata.isAffected(result)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"P007,P7", "A-7,A7", "A10,A1O", "A11,Al1", "\u0410\u04127,AB7", "Jos\u00e9,Jose", "1_10,1-10"})
    void names_that_are_easily_mistaken_are_warned_of(String one, String other) throws IOException {
        assertThat(NormalForm.patient(one)).isNotEqualTo(NormalForm.patient(other));
        extract(one, other);
        assertThat(patients(strict())).hasSize(2);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void files_that_only_capitals_or_the_form_of_letters_tell_apart_are_named() throws IOException {
        image("a.png", 60);
        image("A.png", 61);
        String table = "file_name,patient_id,Format,classification\na.png,1,Film,Normal\nA.png,2,Film,Normal\n";
        ExtractionResult result = new FolderFixture(folder, archive).extract("table.csv", table, 0);
        assertThat(result.notes()).hasSize(1);
        assertThat(result.notes().get(0)).contains("'A.png', 'a.png'", "name them differently");
        assertThat(Alike.files(result.patches().stream().map(CutPatch::image).toList()))
                .hasSize(1);
    }

    @Test
    void a_file_is_found_whatever_normal_form_its_name_has() throws IOException {
        String composed = "n\u00e4h.png";
        image(Normalizer.normalize(composed, Normalizer.Form.NFD), 60);
        String table = "file_name,patient_id,Format,classification\n" + composed + ",1,Film,Normal\n";
        assertThat(new FolderFixture(folder, archive)
                        .extract("table.csv", table, 0)
                        .images())
                .isEqualTo(1);
    }

    @Test
    void rows_of_one_image_may_write_its_patient_differently() throws IOException {
        image("a.png", 60);
        String table = "file_name,patient_id,Format,classification,x,y,width,height\n"
                + "a.png,A7,Film,Benign,50,50,40,40\na.png,a7 ,Film,Malign,200,200,40,40\n";
        ExtractionResult result = new FolderFixture(folder, archive).extract("table.csv", table, 0);
        assertThat(result.lesions()).isEqualTo(2);
    }

    @Property(tries = 1000)
    void a_normal_form_is_its_own(@ForAll @StringLength(max = 12) String name) {
        String normal = NormalForm.patient(name);
        assertThat(NormalForm.patient(normal)).isEqualTo(normal);
        assertThat(NormalForm.patient(name.toUpperCase(java.util.Locale.ROOT))).isEqualTo(normal);
        assertThat(NormalForm.patient(" " + name + "\u200d")).isEqualTo(normal);
        assertThat(NormalForm.mistakable(normal)).isEqualTo(NormalForm.mistakable(name));
    }
}
