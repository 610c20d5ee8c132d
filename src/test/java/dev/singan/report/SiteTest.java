package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.report.part.Page;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole site of a made-up study, without a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest {
    /** Where the expected hash of every file stands; {@code -Dsingan.test.golden=write} writes it anew. */
    private static final Path GOLDEN = Path.of("test/resources/dev/singan/report/site.sha256");

    @TempDir
    static Path folder;

    private Path work;
    private Path reports;

    @BeforeAll
    void write_the_site() throws IOException {
        work = folder.resolve("work");
        reports = folder.resolve("reports");
        ReportFixture.write(work);
        write(reports);
    }

    private void write(Path directory) throws IOException {
        Site.write(ReportFixture.request(work, directory, ReportFixture.manifest(work)), Progress.NONE);
    }

    /** What the goal does with a report that is whole; without it nothing is known to be the report's. */
    private void complete(Path directory, String... names) throws IOException {
        Manifest manifest = Manifests.of(new WorkFolder(folder.resolve("none")), "mvn verify", "3.8.7", folder, 42);
        Manifests.complete(
                manifest, ReportFixture.run("2026-02-03T04:05:06Z", 7), Site::tellsTimes, directory, Set.of(names));
    }

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

    private static SortedMap<String, String> hashes(Path directory) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f) && !OwnFolder.isMark(f))
                    .toList()) {
                hashes.put(directory.relativize(file).toString().replace('\\', '/'), Hashes.sha256(file));
            }
        }
        return hashes;
    }

    @Test
    void every_file_is_as_it_was_accepted() throws IOException {
        // Copies are held against their sources elsewhere: how a PNG is packed is the platform's affair.
        String now = hashes(reports).entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("assets/"))
                .filter(entry -> !entry.getKey().equals("results.json"))
                .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        if ("write".equals(System.getProperty("singan.test.golden"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, now);
        }
        assertThat(now)
                .as("the site differs from %s; look at it, then run this test with -Dsingan.test.golden=write", GOLDEN)
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void the_same_results_give_the_same_bytes_and_nothing_stale_stays() throws IOException {
        Path again = folder.resolve("again");
        write(again);
        Files.writeString(again.resolve("csv/old.csv"), "stale");
        Files.writeString(again.resolve("csv/changed.csv"), "stale");
        complete(again, "csv/old.csv", "csv/changed.csv", "../mine.txt");
        List<String> own =
                List.of("mine.txt", "csv/changed.csv", "csv/mine.csv", "assets/mine.png", "csv/own/mine.csv");
        Files.createDirectories(again.resolve("csv/own"));
        for (String name : own) {
            Files.writeString(again.resolve(name), "not the report's");
        }
        write(again);
        for (String name : own) {
            assertThat(again.resolve(name)).hasContent("not the report's");
            Files.delete(again.resolve(name));
        }
        Files.delete(again.resolve("manifest.schema.json"));
        SortedMap<String, String> first = hashes(reports);
        SortedMap<String, String> second = hashes(again);
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second.keySet())
                .allSatisfy(name -> assertThat(second.get(name)).as(name).isEqualTo(first.get(name)));
    }

    @Test
    void the_nu_checker_finds_nothing_in_pages_style_and_icon() throws Exception {
        for (String name : Stream.concat(Stream.of(Page.values()).map(Page::file), Stream.of("site.css", "icon.svg"))
                .toList()) {
            assertThat(NuChecker.check(reports.resolve(name))).as(name).isEmpty();
        }
    }

    @Test
    void the_nu_checker_would_find_an_error() throws Exception {
        Path bad = folder.resolve("bad.html");
        Files.writeString(bad, "<!DOCTYPE html><html lang=en><title>t</title><p><div role=nonsense></p>");
        assertThat(NuChecker.check(bad)).isNotEmpty();
        Path style = folder.resolve("bad.css");
        Files.writeString(style, "p { colour: red }");
        assertThat(NuChecker.check(style)).isNotEmpty();
    }

    @Test
    void text_from_the_data_never_becomes_markup() throws IOException {
        for (Page page : Page.values()) {
            String html = Files.readString(reports.resolve(page.file()));
            assertThat(html).doesNotContain("a<b>").doesNotContain("\u0007");
        }
        assertThat(Files.readString(reports.resolve("index.html"))).contains("a&lt;b&gt;&amp;&quot;c&quot;&#39;|`x`");
        assertThat(Files.readString(reports.resolve("summary.md")))
                .contains("a&lt;b>&amp;\"c\"'\\|\\`x\\`")
                .doesNotContain("\n</script");
    }

    @Test
    void an_image_that_is_not_there_is_named_and_the_page_stays_whole() throws IOException {
        assertThat(Files.readString(reports.resolve("data.html")))
                .contains("no image")
                .contains("patch 999");
    }

    @Test
    void the_banners_say_that_data_and_weights_are_not_real() throws IOException {
        for (Page page : Page.values()) {
            assertThat(Files.readString(reports.resolve(page.file())))
                    .contains("These are not mammograms")
                    .contains("No pretrained weights were used");
        }
    }

    @Test
    void results_and_images_are_copied_byte_by_byte() throws IOException {
        assertThat(reports.resolve("results.json")).hasSameBinaryContentAs(work.resolve("results.json"));
        assertThat(reports.resolve("assets/patches-lesion-5.png"))
                .hasSameBinaryContentAs(work.resolve("patches/lesion/5.png"));
    }

    @Test
    void every_table_is_a_csv_file_with_unrounded_numbers() throws IOException {
        List<String> lines = Files.readAllLines(reports.resolve("csv/answer-multiclass.csv"));
        assertThat(lines.get(0)).startsWith("arm,auc_healthy,low_healthy,high_healthy,auc_benign");
        assertThat(lines.get(1)).startsWith("baseline,0.94,0.8899999999999999,0.98,");
        assertThat(Files.readString(reports.resolve("csv/skipped.csv")))
                .contains("\"BCDR-F01/a<b>&\"\"c\"\"'|`x`,\n</script>");
    }

    @Test
    void without_manifest_or_images_the_site_says_so() throws IOException {
        Path bare = folder.resolve("bare");
        Files.createDirectories(bare);
        Files.copy(work.resolve("results.json"), bare.resolve("results.json"));
        Path out = folder.resolve("bare-reports");
        Site.write(ReportFixture.request(bare, out, bare.resolve("manifest.json")), Progress.NONE);
        assertThat(Files.readString(out.resolve("reproducibility.html"))).contains("There is no manifest.json");
        assertThat(Files.readString(out.resolve("singans.html"))).contains("no losses.csv");
        assertThat(out.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void times_and_the_machine_are_on_one_page_only() throws IOException {
        Path later = folder.resolve("later-reports");
        ReportRequest request = ReportFixture.request(work, later, ReportFixture.manifest(work));
        Site.write(
                new ReportRequest(
                        work,
                        later,
                        request.check(),
                        request.manifest(),
                        ReportFixture.run("2026-02-03T04:05:06Z", 7),
                        null,
                        false),
                Progress.NONE);
        SortedMap<String, String> before = hashes(reports);
        SortedMap<String, String> after = hashes(later);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(name -> !after.get(name).equals(before.get(name))))
                .containsExactly("csv/run-phases.csv", "csv/run-singans.csv", "run.html", "run.js")
                .allMatch(Site::tellsTimes);
        assertThat(Files.readString(later.resolve("run.html"))).contains("EPYC", "1.4 GB", "7.0 s");
        assertThat(Files.readString(later.resolve("reproducibility.html"))).doesNotContain("EPYC");
        complete(later, "run.html", "run.js");
        Site.write(
                new ReportRequest(work, later, request.check(), request.manifest(), null, null, false), Progress.NONE);
        assertThat(later.resolve("run.html")).doesNotExist();
        assertThat(Files.readString(later.resolve("index.html"))).doesNotContain("run.html", "run.js");
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
    void the_badge_names_the_archive() throws IOException {
        assertThat(Files.readString(reports.resolve("badge.json")))
                .contains("malignant AUC (phantom)")
                .contains("0.680 (0.630 to 0.720)");
    }

    @Test
    void the_site_is_small() throws IOException {
        long bytes = 0;
        for (String name : hashes(reports).keySet()) {
            bytes += Files.size(reports.resolve(name));
        }
        assertThat(bytes).isLessThan(3_000_000);
    }

    @Test
    void what_a_data_set_from_elsewhere_says_is_quoted_and_named_so() throws IOException {
        ObjectNode manifest =
                (ObjectNode) Json.mapper().readTree(ReportFixture.manifest(work).toFile());
        manifest.putObject("synthetic").putObject("versions").put("best of all tables", "=HYPERLINK(0)");
        Path foreign = folder.resolve("foreign-manifest.json");
        Json.write(foreign, manifest);
        Path out = folder.resolve("foreign");
        Site.write(ReportFixture.request(work, out, foreign), Progress.NONE);
        assertThat(Files.readString(out.resolve("reproducibility.html")))
                .contains("in quotation marks what the data set that was taken says of itself")
                .contains("“versions.best of all tables”", "“=HYPERLINK(0)”");
        assertThat(Files.readString(out.resolve("csv/manifest-synthetic.csv"))).contains(",'=HYPERLINK(0)");
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
