package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phases over one input file and one output file; what is asserted follows from the definition of "up to date". */
class PhaseRunnerTest {
    @TempDir
    Path directory;

    private WorkFolder folder;
    private Path input;
    private Path output;

    @BeforeEach
    void writeInput() throws IOException {
        folder = new WorkFolder(directory.resolve("work"));
        input = directory.resolve("input.txt");
        output = folder.root().resolve("made/output.txt");
        Files.writeString(input, "first");
    }

    @Test
    void aPhaseThatHasNotRunRunsAndIsUpToDateAfterwards() throws Exception {
        assertThat(decide(phase(1, "42", false))).isEqualTo(new Decision(true, "it has not run yet"));
        run(phase(1, "42", false));
        assertThat(decide(phase(1, "42", false))).isEqualTo(new Decision(false, "up to date"));
    }

    @Test
    void aChangedParameterIsNamedWithBothValues() throws Exception {
        run(phase(1, "42", false));
        assertThat(decide(phase(1, "5", false)).reason()).isEqualTo("parameter singan.seed changed from 42 to 5");
    }

    @Test
    void aChangedInputIsNamedAndARestoredOneIsRecognised() throws Exception {
        run(phase(1, "42", false));
        Files.writeString(input, "second");
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("input data changed");
        Files.writeString(input, "first");
        assertThat(decide(phase(1, "42", false)).run()).isFalse();
    }

    @Test
    void aDeletedTouchedOrAddedOutputIsNoticed() throws Exception {
        run(phase(1, "42", false));
        Files.writeString(output, "touched");
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("output made/output.txt changed");
        Files.delete(output);
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("output made/output.txt was deleted");
        run(phase(1, "42", false));
        Files.writeString(output.resolveSibling("other.txt"), "x");
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("output made/other.txt was added");
    }

    @Test
    void whatBelongsToOthersAmongTheOutputsCountsForNothing() throws Exception {
        run(phase(1, "42", false));
        Files.createDirectories(output.resolveSibling("foreign"));
        Files.writeString(output.resolveSibling("foreign").resolve("file"), "x");
        assertThat(decide(phase(1, "42", false)).run()).isFalse();
    }

    @Test
    void aNewVersionOfTheAlgorithmRunsThePhase() throws Exception {
        run(phase(1, "42", false));
        assertThat(decide(phase(2, "42", false)).reason()).isEqualTo("its algorithm changed from version 1 to 2");
    }

    @Test
    void aPhaseCanBeForcedByNameByGoalOrWithAll() throws Exception {
        run(phase(1, "42", false));
        for (String forced : List.of("first", "goal", "all")) {
            assertThat(runner(Set.of(forced)).decide(phase(1, "42", false)).run())
                    .isTrue();
        }
        assertThat(runner(Set.of("other")).decide(phase(1, "42", false)).run()).isFalse();
    }

    @Test
    void aFailedPhaseLeavesNothingHalfMadeAndNoStamp() throws Exception {
        assertThatThrownBy(() -> runner(Set.of()).run(phase(1, "42", false), this::writeAndFail))
                .hasMessage("failed on purpose");
        assertThat(output.getParent()).doesNotExist();
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("it was interrupted");
    }

    @Test
    void aResumablePhaseFindsItsOwnHalfMadeOutputsButNotThoseOfOtherParameters() throws Exception {
        assertThatThrownBy(() -> runner(Set.of()).run(phase(1, "42", true), this::writeAndFail))
                .hasMessage("failed on purpose");
        runner(Set.of()).run(phase(1, "42", true), () -> {
            assertThat(output).exists();
            return 0;
        });
        assertThatThrownBy(() -> runner(Set.of()).run(phase(1, "42", true), this::writeAndFail))
                .hasMessage("failed on purpose");
        runner(Set.of()).run(phase(1, "5", true), () -> {
            assertThat(output).doesNotExist();
            return 0;
        });
    }

    @Test
    void whatTheStudyHasNotWrittenIsNeverReplaced() throws Exception {
        Files.createDirectories(output.getParent());
        Files.writeString(output, "somebody's");
        assertThatThrownBy(() -> run(phase(1, "42", false)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("made/output.txt (of no goal)")
                .hasMessageContaining("-Dsingan.workDirectory=");
        assertThat(output).hasContent("somebody's");

        Files.delete(output);
        run(phase(1, "42", false));
        Path added = output.resolveSibling("notes.txt");
        Files.writeString(added, "mine");
        Files.writeString(output, "edited");
        assertThatThrownBy(() -> run(phase(1, "5", false)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("made/notes.txt (of no goal), made/output.txt (changed since it was written)");
        assertThat(added).hasContent("mine");
        assertThat(output).hasContent("edited");

        Files.delete(added);
        Files.writeString(output, "made");
        run(phase(1, "5", false));
        assertThat(decide(phase(1, "5", false)).run()).isFalse();
    }

    @Test
    void whatBelongsToOthersAmongTheOutputsIsNotDeleted() throws Exception {
        run(phase(1, "42", false));
        Path foreign = Files.createDirectories(output.resolveSibling("foreign")).resolve("file");
        Files.writeString(foreign, "x");
        run(phase(1, "5", false));
        assertThat(foreign).hasContent("x");
    }

    @Test
    void anInterruptionOfAnEarlierVersionIsGoneOnWith() throws Exception {
        Files.createDirectories(output.getParent());
        Files.writeString(output, "half");
        Files.createDirectories(folder.stamps());
        Files.writeString(folder.stamps().resolve("first.begun"), Hashes.sha256("a key") + "\n");
        assertThat(decide(phase(1, "42", false)).reason()).isEqualTo("it was interrupted");
        run(phase(1, "42", false));
        assertThat(output).hasContent("made");
    }

    @Test
    void outputsInTheDigitsOfAnotherLanguageAreNotUpToDate() throws Exception {
        Phase phase = phase(1, "42", false);
        runner(Set.of()).run(phase, () -> {
            Files.createDirectories(output.getParent());
            Files.writeString(output.resolveSibling("patient_\u0667.tif"), "made");
            return 0;
        });
        assertThat(decide(phase).reason())
                .isEqualTo("output made/patient_\u0667.tif was written in other digits than 0 to 9");
        run(phase);
        assertThat(decide(phase).run()).isFalse();
        assertThat(output.resolveSibling("patient_\u0667.tif")).doesNotExist();
    }

    @Test
    void theKeyDoesNotDependOnWhereTheFilesLie() throws Exception {
        run(phase(1, "42", false));
        String key = Stamps.read(folder, "first").orElseThrow().key();
        Path moved = Files.createDirectories(directory.resolve("moved"));
        Files.move(input, moved.resolve("input.txt"));
        input = moved.resolve("input.txt");
        folder = new WorkFolder(moved.resolve("work"));
        output = folder.root().resolve("made/output.txt");
        run(phase(1, "42", false));
        assertThat(Stamps.read(folder, "first").orElseThrow().key()).isEqualTo(key);
    }

    @Test
    void theFolderOfAPartCarriesAManifestThatItsSchemaDescribes() throws Exception {
        Phase whole = phase(3, "42", true);
        Phase part = new Phase(
                "train/17",
                "train",
                whole.algorithm(),
                whole.parameters(),
                whole.versions(),
                whole.inputs(),
                whole.outputs(),
                List.of(),
                Phase.Leftovers.RESUME);
        run(part);
        Path file = output.resolveSibling("manifest.json");
        FolderManifest manifest = Json.read(file, FolderManifest.class);
        assertThat(manifest.key())
                .isEqualTo(Stamps.read(folder, "train/17").orElseThrow().key());
        assertThat(manifest.parameters()).containsEntry("singan.seed", "42");
        assertThat(manifest.inputs()).containsEntry("data", Hashes.sha256("first"));
        assertThat(manifest.files()).containsExactly(Map.entry("output.txt", Hashes.sha256("made")));
        try (InputStream in = FolderManifest.definition()) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
            ObjectNode written = Json.read(file, ObjectNode.class);
            assertThat(schema.validate(written)).isEmpty();
            assertThat(schema.validate(written.put("surprise", 1).put("key", "none")))
                    .hasSize(2);
        }
        assertThat(decide(part).run()).isFalse();
        Files.writeString(file, "{}");
        assertThat(decide(part).reason()).isEqualTo("output made/manifest.json changed");
    }

    private long writeAndFail() throws IOException {
        Files.createDirectories(output.getParent());
        Files.writeString(output, "half");
        throw new IllegalStateException("failed on purpose");
    }

    private void run(Phase phase) throws Exception {
        runner(Set.of()).run(phase, () -> {
            Files.createDirectories(output.getParent());
            Files.writeString(output, "made");
            return 0;
        });
    }

    private Decision decide(Phase phase) throws IOException {
        return runner(Set.of()).decide(phase);
    }

    private PhaseRunner runner(Set<String> forced) {
        return new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), forced, "mvn verify");
    }

    private Phase phase(int algorithm, String seed, boolean resumable) {
        return new Phase(
                "first",
                "goal",
                algorithm,
                new TreeMap<>(Map.of("singan.seed", seed)),
                new TreeMap<>(),
                List.of(new PhaseInput("data", input)),
                List.of(output.getParent()),
                List.of(folder.root().resolve("made/foreign")),
                resumable ? Phase.Leftovers.RESUME : Phase.Leftovers.REMOVE);
    }
}
