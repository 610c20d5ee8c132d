package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteCopyTest {
    @TempDir
    Path directory;

    private static final Set<String> NAMES = Set.of("index.html", "csv/old.csv", "run.html");

    private Path report;
    private Path target;

    @BeforeEach
    void write_a_report() throws IOException {
        report = Files.createDirectories(directory.resolve("reports"));
        target = directory.resolve("site/singan");
        Files.createDirectories(report.resolve("csv"));
        Files.createDirectories(report.resolve("reference"));
        Files.writeString(report.resolve("index.html"), "page");
        Files.writeString(report.resolve("csv/old.csv"), "a,b");
        Files.writeString(report.resolve("reference/phantom.json"), "{}");
        Files.writeString(report.resolve("run.html"), "5 s");
        complete();
    }

    private void complete() throws IOException {
        WorkFolder folder = new WorkFolder(directory.resolve("work"));
        Manifest manifest = Manifests.of(folder, "mvn verify", "3.8.7", directory, 42);
        Manifests.complete(manifest, Manifests.run(folder), Site::tellsTimes, report, NAMES);
    }

    @Test
    void a_copy_is_whole_and_agrees_with_its_manifest() throws IOException {
        // index.html, csv/old.csv, run.html, the manifest and its schema; the reference results stay where they are.
        assertThat(SiteCopy.run(report, target, false, Progress.NONE)).isEqualTo(5);
        assertThat(Manifests.verify(target)).isEmpty();
        assertThat(target.resolve("reference")).doesNotExist();
    }

    @Test
    void a_second_copy_removes_what_the_report_lost_and_nothing_else() throws IOException {
        SiteCopy.run(report, target, false, Progress.NONE);
        Files.writeString(target.resolve("own.txt"), "the site's");
        Files.delete(report.resolve("csv/old.csv"));
        complete();
        SiteCopy.run(report, target, false, Progress.NONE);
        assertThat(target.resolve("csv/old.csv")).doesNotExist();
        assertThat(target.resolve("own.txt")).exists();
    }

    @Test
    void a_report_that_was_changed_is_not_copied() throws IOException {
        Files.writeString(report.resolve("index.html"), "better figures");
        assertThatThrownBy(() -> SiteCopy.run(report, target, false, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("index.html has changed")
                .hasMessageContaining("mvn verify");
        assertThat(target).doesNotExist();
    }

    @Test
    void a_manifest_cannot_lead_out_of_its_folder() throws IOException {
        SiteCopy.run(report, target, false, Progress.NONE);
        Path outside = directory.resolve("site/precious.txt");
        Files.writeString(outside, "page");
        Path manifest = target.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"index.html\"", "\"../precious.txt\""));
        assertThatThrownBy(() -> SiteCopy.run(report, target, false, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("outside that folder");
        assertThat(outside).exists();
    }
}
