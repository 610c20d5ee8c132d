package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a site may be written, and what it is made of. */
class SiteFolderTest extends WrittenSite {
    @Test
    void a_folder_of_somebody_is_left_alone_even_when_it_is_given() throws IOException {
        Path site = Files.createDirectories(folder.resolve("site2"));
        Path csv = Files.createDirectories(site.resolve("csv")).resolve("experiment.csv");
        Path logo = Files.createDirectories(site.resolve("assets")).resolve("logo.svg");
        List<Path> own = List.of(csv, logo, site.resolve("index.html"));
        for (Path file : own) {
            Files.writeString(file, "mine");
        }
        ReportRequest request = ReportFixture.request(work, site, ReportFixture.manifest(work));
        for (boolean adopt : new boolean[] {false, true}) {
            assertThatThrownBy(() -> Site.write(
                            new ReportRequest(work, site, request.check(), request.manifest(), null, null, adopt),
                            Progress.NONE))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("site2 holds assets, csv, index.html, not written by any goal")
                    .hasMessageContaining("-Dsingan.reportDirectory=…")
                    .hasMessageContaining("-Dsingan.adopt=true");
        }
        for (Path file : own) {
            assertThat(file).hasContent("mine");
        }
        assertThat(hashes(site)).hasSize(own.size());
    }

    @Test
    void a_folder_with_nothing_but_reference_results_and_a_report_of_an_earlier_version_are_written_to()
            throws IOException {
        Path fresh = folder.resolve("fresh");
        Files.createDirectories(fresh.resolve("reference"));
        Files.writeString(fresh.resolve("reference/README.txt"), "the reference");
        write(fresh);
        complete(fresh, "index.html");
        assertThat(fresh.resolve("reference/README.txt")).hasContent("the reference");
        Files.delete(fresh.resolve(OwnFolder.MARK));
        write(fresh);
        assertThat(fresh.resolve(OwnFolder.MARK)).exists();
    }

    @Test
    void the_summary_is_appended_where_the_build_server_asks() throws IOException {
        Path step = folder.resolve("step.md");
        Files.writeString(step, "before\n");
        ReportRequest request = ReportFixture.request(work, folder.resolve("step-reports"), null);
        Site.write(
                new ReportRequest(work, request.reportDirectory(), request.check(), null, null, step, false),
                Progress.NONE);
        assertThat(Files.readString(step)).startsWith("before\n## SinGAN study").contains("| baseline | 0.680 |");
    }

    @Test
    void results_that_are_missing_or_of_another_version_are_told_apart() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Site.write(ReportFixture.request(none, none, null), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run the goal evaluate first");
        Path old = folder.resolve("old");
        String json = Files.readString(work.resolve("results.json")).replace("singan-results/1", "singan-results/0");
        Files.createDirectories(old);
        Files.writeString(old.resolve("results.json"), json);
        assertThatThrownBy(() -> Site.write(ReportFixture.request(old, old, null), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan-results/0")
                .hasMessageContaining("singan-results/1");
    }

    @Test
    void a_summary_that_cannot_be_appended_is_warned_of() throws IOException {
        List<String> warnings = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void advance(String task, long done, long total) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        Site.appendSummary(reports, folder.resolve("missing/summary"), progress);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains("missing/summary", "GITHUB_STEP_SUMMARY");
    }
}
