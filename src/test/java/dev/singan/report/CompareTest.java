package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.report.compare.Compare;
import dev.singan.report.compare.CompareRequest;
import dev.singan.report.compare.CompareRequest.Named;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two made-up studies; the second has another seed and a mean AUC that is 0.125 higher in one place. */
class CompareTest {
    private static final String AUC = "auc.multiclass.malignant.singan-2";

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private double before;

    @BeforeEach
    void writeStudies() throws IOException {
        first = Files.createDirectories(folder.resolve("first"));
        second = Files.createDirectories(folder.resolve("second"));
        Json.write(first.resolve("results.json"), ReportFixture.results());
        Json.write(
                first.resolve("manifest.json"),
                Manifests.of(new WorkFolder(folder.resolve("none")), "mvn verify", "3.8.7", folder, 42));
        ObjectNode changed = (ObjectNode)
                Json.mapper().readTree(first.resolve("results.json").toFile());
        ((ObjectNode) changed.path("study")).put("seed", 43);
        for (JsonNode one : changed.path("summary")) {
            if (is(one, "task", "multiclass")
                    && is(one, "class", "malignant")
                    && is(one, "arm", "singan-2")
                    && is(one, "metric", "auc")
                    && one.path("trainZoom").equals(one.path("testZoom"))
                    && one.path("trainZoom").equals(changed.path("study").path("primaryZoom"))) {
                before = one.path("mean").asDouble();
                ((ObjectNode) one).put("mean", before + 0.125);
            }
        }
        Json.write(second.resolve("results.json"), changed);
    }

    private static boolean is(JsonNode one, String field, String value) {
        return one.path(field).asText().equals(value);
    }

    private List<String> compare(Path... places) throws IOException {
        return Compare.run(new CompareRequest(
                List.of(places).stream()
                        .map(place -> new Named(place.getFileName().toString(), place))
                        .toList(),
                folder.resolve("page"),
                false,
                false));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("page/compare.html"));
    }

    @Test
    void the_difference_of_one_figure_stands_in_the_lines_on_the_page_and_in_the_table() throws Exception {
        List<String> lines = compare(first, second);
        assertThat(lines)
                .contains("study 1: first", "study 2: second", "1 parameter of " + parameters() + " differs.")
                .anyMatch(line -> line.startsWith("1 figure of "))
                .anyMatch(line -> line.startsWith(AUC) && line.contains("+0.125"))
                .anyMatch(line -> line.matches("singan\\.seed +42 +43"));
        assertThat(page()).contains("singan.seed").contains("+0.125");
        assertThat(Files.readAllLines(folder.resolve("page/csv/compare-figures.csv")))
                .hasSize(2)
                .anyMatch(line -> line.startsWith(AUC + "," + before));
    }

    private int parameters() {
        int known = ReportFixture.results().study().parameters().size();
        for (String name : List.of("singan.protocol", "singan.seed")) {
            known += ReportFixture.results().study().parameters().containsKey(name) ? 0 : 1;
        }
        return known;
    }

    @Test
    void a_study_is_the_same_as_itself_in_a_folder_a_file_and_a_zip_file() throws Exception {
        Path zip = folder.resolve("run.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("results.json"));
            out.write(Files.readAllBytes(first.resolve("results.json")));
            out.putNextEntry(new ZipEntry("manifest.json"));
            out.write(Files.readAllBytes(first.resolve("manifest.json")));
        }
        List<String> lines = compare(first, first.resolve("results.json"), zip);
        assertThat(lines)
                .contains("The files results.json are the same, byte for byte.")
                .anyMatch(line -> line.startsWith("No figure differs"))
                .anyMatch(line -> line.startsWith("No version differs"))
                .noneMatch(line -> line.contains("manifest.json"));
    }

    @Test
    void the_page_is_valid_and_the_same_again() throws Exception {
        compare(first, second);
        String once = page();
        assertThat(NuChecker.check(folder.resolve("page/compare.html"))).isEmpty();
        compare(first, second);
        assertThat(page()).isEqualTo(once);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("results.json"), "{\"schema\": \"singan-results/0\"}");
        Path noZip = Files.writeString(folder.resolve("broken.zip"), "no zip file");
        assertThatThrownBy(() -> compare(first, empty, damaged, noZip, folder.resolve("missing")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(empty + " holds no results.json")
                .hasMessageContaining("'singan-results/0', but 'singan-results/1' is read")
                .hasMessageContaining(noZip + ", which singan.compare names, is a damaged zip file")
                .hasMessageContaining(folder.resolve("missing") + ", which does not exist");
        assertThat(folder.resolve("page")).doesNotExist();
    }

    @Test
    void one_study_is_not_enough() {
        assertThatThrownBy(() -> compare(first))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("singan.compare names 1 studies, but two are needed: set -Dsingan.compare=");
    }

    @Test
    void a_folder_of_somebody_is_left_alone() throws Exception {
        Files.createDirectories(folder.resolve("page"));
        Files.writeString(folder.resolve("page/compare.html"), "mine");
        assertThatThrownBy(() -> compare(first, second)).isInstanceOf(UserException.class);
        assertThat(page()).isEqualTo("mine");
    }
}
