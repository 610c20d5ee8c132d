package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    Path folder;

    @Test
    void writes_every_page() throws Exception {
        Path work = folder.resolve("work");
        ReportFixture.write(work);
        Path index = Site.write(
                ReportFixture.request(
                        work,
                        Path.of(System.getProperty(
                                "singan.test.site", folder.resolve("reports").toString())),
                        ReportFixture.manifest(work)),
                Progress.NONE);
        assertThat(index).exists();
    }
}
