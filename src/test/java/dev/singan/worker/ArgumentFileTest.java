package dev.singan.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The java launcher itself reads arguments back as they were, whatever is in them. */
class ArgumentFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                "line\nfeed\n-XX:+Unknown",
                "cr\rand\ttab",
                "quote\"and\\back",
                "#no comment"
            })
    void an_argument_is_one_argument(String value) throws IOException, InterruptedException {
        Path arguments = folder.resolve("arguments");
        Files.writeString(
                arguments, WorkerProcess.quoted("-Dsingan.test=" + value) + "\n-XshowSettings:properties\n-version\n");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(printed).isZero();
        assertThat(printed.replaceAll("\\s+", " ")).contains("singan.test = " + value.replaceAll("\\s+", " "));
    }
}
