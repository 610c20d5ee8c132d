package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that were edited by hand are not reported, checked or accepted. */
class ChangedResultsTest {
    @TempDir
    Path directory;

    private WorkFolder folder;

    @BeforeEach
    void evaluate() throws Exception {
        folder = new WorkFolder(directory.resolve("work"));
        Phase phase = new Phase(
                "evaluate",
                "evaluate",
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(folder.results()),
                List.of(),
                Phase.Leftovers.REMOVE);
        new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), Set.of(), "mvn").run(phase, () -> {
            Files.writeString(folder.results(), "{\"mean\": 0.5}");
            return 0;
        });
    }

    @Test
    void results_as_they_were_written_may_be_read() throws Exception {
        Stamps.requireAsWritten(folder, folder.results(), "evaluate");
        Files.delete(folder.results());
        Stamps.requireAsWritten(folder, folder.results(), "evaluate");
    }

    @Test
    void edited_results_may_not_even_where_the_stamp_is_damaged() throws Exception {
        Files.writeString(folder.results(), "{\"mean\": 0.9}");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Stamps.requireAsWritten(folder, folder.results(), "evaluate"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("results.json was changed since the goal evaluate wrote it")
                    .hasMessageContaining("delete it and run mvn verify");
            Files.writeString(folder.stamp("evaluate"), "{");
        }
    }
}
