package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stamps that are cut off, empty or of other values: the build goes on, with one warning, and the user's files stay. */
class DamagedStampTest {
    @TempDir
    Path directory;

    private WorkFolder folder;

    @BeforeEach
    void runPhases() throws Exception {
        folder = new WorkFolder(directory.resolve("work"));
        runAll();
    }

    /** The phase begins, then its part, which writes a manifest of its own. */
    private void runAll() throws Exception {
        runner().run(phase(), () -> {
            run(part());
            return 0;
        });
    }

    private Phase phase() {
        return phase("train", folder.singans());
    }

    private Phase part() {
        return phase("train/17", folder.singan(17));
    }

    private static Phase phase(String name, Path output) {
        return new Phase(
                name,
                "train",
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(output),
                List.of(),
                Phase.Leftovers.RESUME);
    }

    private PhaseRunner runner() {
        return new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), Set.of(), "mvn verify");
    }

    private void run(Phase phase) throws IOException, InterruptedException {
        runner().run(phase, () -> {
            Files.createDirectories(folder.singan(17));
            Files.writeString(folder.singan(17).resolve("model.json"), "made");
            return 0;
        });
    }

    private void damage(String phase, String how) throws IOException {
        Path stamp = folder.stamp(phase);
        byte[] whole = Files.readAllBytes(stamp);
        String text = new String(whole, StandardCharsets.UTF_8);
        switch (how) {
            case "cut" -> Files.write(stamp, Arrays.copyOf(whole, whole.length / 2));
            case "empty" -> Files.write(stamp, new byte[0]);
            case "zeros" -> Files.write(stamp, new byte[whole.length]);
            case "no key" -> Files.writeString(stamp, text.replaceFirst("\"key\" : \"\\w+\"", "\"key\" : null"));
            case "no run" -> Files.writeString(stamp, text.replaceFirst("(?s)\"run\" : \\{.*?}", "\"run\" : 7"));
            default -> Files.writeString(stamp, how);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cut", "empty", "zeros", "no key", "no run", "null", "{}", "[]", "17", "{\"schema\":1e999}"})
    void a_damaged_stamp_counts_as_none_and_is_warned_of_once(String how) throws Exception {
        damage("train", how);
        damage("train/17", how);
        assertThat(runner().decide(phase()).reason())
                .isEqualTo("its stamp stamps/train.json is damaged, or of another version");
        assertThat(Stamps.all(folder)).isEmpty();
        assertThat(Stamps.parts(folder, "train")).isEmpty();
        assertThat(Stamps.setAside(folder)).get().asString().contains("stamps/train.json, stamps/train/17.json");
        assertThat(Stamps.setAside(folder)).isEmpty();
        assertThat(runner().decide(phase()).reason()).isEqualTo("it has not run yet");
        runAll();
        assertThat(runner().decide(phase()).run()).isFalse();
        assertThat(runner().decide(part()).run()).isFalse();
    }

    @Test
    void what_only_a_damaged_stamp_listed_is_still_the_study_s_and_what_was_added_is_the_user_s() throws Exception {
        damage("train", "cut");
        damage("train/17", "cut");
        Path own = folder.singan(17).resolve("notes.txt");
        Files.writeString(own, "mine");
        Stamps.setAside(folder);
        assertThatThrownBy(() -> run(part()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan/17/notes.txt (of no goal)")
                .hasMessageNotContaining("model.json");
        assertThat(own).hasContent("mine");
        Files.delete(own);
        run(part());
    }

    @Test
    void a_list_of_outputs_that_is_cut_off_still_names_the_files_of_its_whole_lines() throws Exception {
        Path list = folder.stamps().resolve("train.sha256");
        String text = Files.readString(list);
        Files.writeString(list, text + text.substring(0, 70) + "x");
        damage("train", "zeros");
        damage("train/17", "zeros");
        runAll();
    }

    @Test
    void clean_removes_what_a_damaged_stamp_listed() throws Exception {
        damage("train", "cut");
        damage("train/17", "cut");
        assertThat(WorkFolders.empty(folder)).isEmpty();
    }

    @Test
    void a_stamp_of_another_version_is_left_alone() throws Exception {
        damage("train", "{\"schema\": \"singan-stamp/99\", \"other\": 1}");
        assertThat(Stamps.read(folder, "train")).isEmpty();
        assertThat(Stamps.setAside(folder)).isEmpty();
        assertThat(folder.stamp("train")).exists();
    }

    @Test
    void a_damaged_record_of_what_has_begun_stops_nothing() throws Exception {
        Files.write(Begun.file(folder, "train"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        runAll();
        assertThat(runner().decide(phase()).run()).isFalse();
    }
}
