package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The project lies in /home/al ice/work/study, the home folder is /home/al ice. */
class RedactionTest {
    private final Redaction redaction = new Redaction(Path.of("/home/al ice/work/study"), Path.of("/home/al ice"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Da=/home/al ice/work/study/reports -Db=1|-Da=./reports -Db=1",
                "/home/al ice/work/study|.",
                "/home/al ice/work/study2/x|~/work/study2/x",
                "'/home/al ice/data'|'~/data'",
                "-Dsingan.archive.directory=/data/BCDR|-Dsingan.archive.directory=…/BCDR",
                "is a link to '/home/bob/secret/mask.png', which|is a link to '…/mask.png', which",
                "https://u:p@host.invalid/x?token=T#f end|https://…@host.invalid/x?…#… end",
                "see https://host.invalid/a/b|see https://host.invalid/a/b",
                "file:///home/al ice/x|~/x",
                "file:/srv/share/x.zip|…/x.zip",
                "C:\\Users\\bob\\x.png|…/x.png",
                "\\\\fileserver\\share\\x.png|…/x.png",
                "mvn -Dx=//server/share/y|mvn -Dx=//server/share/y",
                "healthy/1.png and/or lesion/2.png, 1/2|healthy/1.png and/or lesion/2.png, 1/2",
                "org.example:study:zip:1.0|org.example:study:zip:1.0"
            },
            quoteCharacter = '`')
    void places_and_secrets_are_taken_out(String text, String published) {
        assertThat(redaction.text(text)).isEqualTo(published);
        assertThat(redaction.text(published)).isEqualTo(published);
    }

    @ParameterizedTest
    @ValueSource(strings = {"singan.password", "singan.weights.token", "singan.apiKey", "X-Auth", "singan.secretFile"})
    void values_of_secrets_are_cut(String property) {
        assertThat(redaction.value(property, "S3CRET")).isEqualTo("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"singan.seed", "singan.gan.size", "singan.check.min.auc.binary.suspicious.baseline"})
    void ordinary_values_stay(String property) {
        assertThat(redaction.value(property, "0.62")).isEqualTo("0.62");
    }

    @Property
    void no_text_around_it_keeps_the_home_folder(
            @ForAll @StringLength(max = 20) String before,
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String name) {
        assertThat(redaction.text(before + " '/home/al ice/" + name + "'")).doesNotContain("/home/al ice");
        assertThat(redaction.text(before + " https://u:S3CRET@host/" + name + "?t=S3CRET"))
                .doesNotContain("S3CRET");
    }
}
