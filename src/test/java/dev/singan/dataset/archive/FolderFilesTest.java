package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files as tables of other systems and Javas of other encodings have them. */
final class FolderFilesTest {
    private static final String UMLAUT = "n\u00e4h.png";

    @TempDir
    private Path folder;

    /** Prints what is found of the name with an umlaut in a folder; run in a process of its own, as encodings are fixed when Java starts. */
    static final class InAnotherEncoding {
        private InAnotherEncoding() {}

        public static void main(String[] arguments) {
            System.out.println(
                    new FolderFiles(Path.of(arguments[0])).find(UMLAUT).reason());
        }
    }

    @Test
    void findsANameWithTheBackslashesOfWindows() throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("b.png"), "x");

        assertThat(new FolderFiles(folder).find("a\\b.png").path()).isEqualTo(file);
    }

    @Test
    void saysThatLettersBeyondEnglishCannotBePassedWhereJavaWasStartedInAscii() throws Exception {
        assumeThat(System.getProperty("os.name"))
                .as("elsewhere the locale does not set the encoding of names")
                .isEqualTo("Linux");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InAnotherEncoding.class.getName(),
                folder.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();

        String reason = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(reason).isZero();
        assertThat(reason)
                .contains("letters that this Java cannot pass to the file system", "LC_ALL=C.UTF-8")
                .doesNotContain("Exception");
    }
}
