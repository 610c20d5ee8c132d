package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.report.part.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole site of a made-up study, without a browser. */
class SiteTest extends WrittenSite {
    /** Where the expected hash of every file stands; {@code -Dsingan.test.golden=write} writes it anew. */
    private static final Path GOLDEN = Path.of("test/resources/dev/singan/report/site.sha256");

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
    void the_pages_say_whose_test_set_was_tested_and_what_the_files_headers_tell() throws IOException {
        Path other = folder.resolve("other-work");
        ReportFixture.write(other);
        Path file = other.resolve("results.json");
        ObjectNode results = (ObjectNode) Json.mapper().readTree(file.toFile());
        ((ObjectNode) results.at("/study/parameters")).put("singan.split", "official");
        ((ObjectNode) results.at("/misclassification/0"))
                .put("by", "manufacturer")
                .put("value", "SIEMENS");
        Json.write(file, results);
        Path out = folder.resolve("other");
        Site.write(ReportFixture.request(other, out, ReportFixture.manifest(other)), Progress.NONE);
        String splits =
                "2 splits by patient, which all test the data set&#39;s own test set and divide its training set anew";
        assertThat(Files.readString(out.resolve("index.html"))).contains(splits);
        assertThat(Files.readString(out.resolve("classification.html")))
                .contains(splits)
                .contains("The images&#39; DICOM headers tell manufacturer: where most");
        assertThat(Files.readString(reports.resolve("classification.html")))
                .contains("2 splits by patient, zoom groups")
                .doesNotContain("DICOM headers");
    }
}
