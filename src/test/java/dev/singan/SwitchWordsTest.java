package dev.singan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Words;
import dev.singan.classify.backbone.BackboneKind;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.tensor.engines.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An archive, a backbone or an engine that joins its list is named where users look for the words of its switch: in the pages, and in the goals' help. */
class SwitchWordsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String GOALS = "singan-maven-plugin/src/main/java/dev/singan/maven/";

    private static List<String> words(String property) {
        return switch (property) {
            case "singan.archive" ->
                Arrays.stream(ArchiveKind.values()).map(Words::of).toList();
            case "singan.backbone" ->
                Arrays.stream(BackboneKind.values()).map(Words::of).toList();
            default -> Engines.names();
        };
    }

    @ParameterizedTest
    @CsvSource({"singan.archive", "singan.backbone", "singan.engine"})
    void theRowOfTheOptionsNamesEveryWord(String property) throws Exception {
        List<String> rows = Files.readAllLines(ROOT.resolve("src/site/markdown/options.md")).stream()
                .filter(line -> line.startsWith("| `" + property + "`"))
                .toList();
        assertThat(rows).hasSize(1);
        assertThat(words(property)).allSatisfy(word -> assertThat(rows.get(0)).contains("`" + word + "`"));
    }

    @ParameterizedTest
    @CsvSource({
        "singan.archive, ExtractMojo",
        "singan.backbone, ClassifyMojo",
        "singan.engine, TrainMojo",
        "singan.engine, AugmentMojo",
        "singan.engine, image/AbstractImageMojo"
    })
    void theHelpOfTheGoalNamesEveryWord(String property, String goal) throws Exception {
        String source = Files.readString(ROOT.resolve(GOALS + goal + ".java"));
        int at = source.indexOf("property = \"" + property + "\"");
        String help = source.substring(source.lastIndexOf("/**", at), at);
        assertThat(words(property)).allSatisfy(word -> assertThat(help).contains("{@code " + word + "}"));
    }

    @Test
    void theReadmeTellsHowEachArchiveIsAskedFor() throws Exception {
        String text = Files.readString(ROOT.resolve("README.md"));
        assertThat(words("singan.archive"))
                .filteredOn(word -> !word.equals("phantom"))
                .allSatisfy(word -> assertThat(text).contains("-Dsingan.archive=" + word));
    }
}
