package dev.singan.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.study.AugmentationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestPathsTest {
    @TempDir
    Path here;

    private static JsonNode request(Path root) {
        return Json.mapper()
                .valueToTree(new AugmentationRequest(
                        root.resolve("singan/7"),
                        root.resolve("synthetic/7"),
                        3,
                        0,
                        42,
                        "exact",
                        List.of(root.resolve("singan/8/image.png")),
                        false,
                        null));
    }

    /** A folder that is there is written with a slash at its end, one that is not there without. */
    @Test
    void pathsOfOneMachineBecomeThoseOfAnother() throws Exception {
        Files.createDirectories(here.resolve("singan/7"));
        JsonNode named = RequestPaths.name(
                request(here),
                Map.of(
                        here.resolve("singan/7"), "0",
                        here.resolve("singan/8/image.png"), "1",
                        here.resolve("synthetic/7"), TaskSpec.OUTPUT));
        assertThat(named.toString()).doesNotContain(here.toString());
        Path there = Path.of("/elsewhere");
        JsonNode located = RequestPaths.locate(
                named,
                Map.of(
                        "0",
                        there.resolve("singan/7"),
                        "1",
                        there.resolve("singan/8/image.png"),
                        TaskSpec.OUTPUT,
                        there.resolve("synthetic/7")));
        assertThat(located).isEqualTo(request(there));
    }

    @Test
    void aPathThatTheTaskDoesNotNameIsRefused() {
        assertThatThrownBy(() -> RequestPaths.name(request(here), Map.of(here.resolve("synthetic/7"), "output")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("singan/7");
    }
}
