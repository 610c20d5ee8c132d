package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportPictureTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void the_readmes_picture_shows_the_reference_results() throws IOException {
        assertThat(ReportPicture.shown(Files.readAllBytes(ROOT.resolve(ReportPicture.PICTURE))))
                .as("run src/test/reference/report_picture.sh after mvn verify -DskipTests")
                .contains(ReportPicture.hash(ROOT.resolve(ReportPicture.REFERENCE)));
    }
}
