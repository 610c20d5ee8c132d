package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.OwnFolder;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working folders that are ours, those that are not, and what of them is removed. */
class WorkFoldersTest {
    @TempDir
    Path temp;

    private WorkFolder folder;

    @BeforeEach
    void name_a_folder() {
        folder = new WorkFolder(temp.resolve("project"));
    }

    private Path hold(String name) throws IOException {
        Path file = folder.root().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "somebody's");
    }

    private void runPhase(String name) throws Exception {
        Phase phase = new Phase(
                name,
                name,
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(folder.patches(), folder.results()),
                List.of(),
                Phase.Leftovers.REMOVE);
        new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), Set.of(), "mvn verify").run(phase, () -> {
            Files.createDirectories(folder.patches());
            Files.writeString(folder.patches().resolve("1.png"), "made");
            Files.writeString(folder.results(), "made");
            return 0;
        });
    }

    @Test
    void a_project_is_no_working_folder_though_its_names_are_ours() throws IOException {
        List<Path> own = List.of(
                hold("pom.xml"),
                hold("archive/scan.tif"),
                hold("metadata/table.csv"),
                hold("patches/1.png"),
                hold("results.json"));
        for (boolean adopt : new boolean[] {false, true}) {
            assertThatThrownBy(() -> WorkFolders.claim(folder, adopt))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(
                            "holds archive, metadata, patches, pom.xml, results.json, not written by any goal")
                    .hasMessageContaining("-Dsingan.workDirectory=…")
                    .hasMessageContaining("-Dsingan.adopt=true");
        }
        own.forEach(file -> assertThat(file).hasContent("somebody's"));
        assertThat(folder.root()).isDirectoryNotContaining("glob:**/" + OwnFolder.MARK);
    }

    @Test
    void a_project_without_our_names_can_be_adopted_and_comes_out_of_clean_as_it_was() throws Exception {
        Path own = hold("pom.xml");
        WorkFolders.claim(folder, true);
        runPhase("extract");
        assertThat(WorkFolders.empty(folder)).containsExactly("pom.xml");
        WorkFolders.remove(folder);
        assertThat(own).hasContent("somebody's");
        assertThat(folder.root()).isDirectoryNotContaining("glob:**/patches");
    }

    @Test
    void folders_of_an_earlier_version_are_recognised() throws Exception {
        runPhase("extract");
        hold("mine.txt");
        Files.deleteIfExists(folder.root().resolve(OwnFolder.MARK));
        WorkFolders.claim(folder, false);
        assertThat(OwnFolder.foreign(folder.root())).containsExactly("mine.txt");

        folder = new WorkFolder(temp.resolve("models-alone"));
        hold("models/birds/model.json");
        hold("sample/birds/0000.png");
        WorkFolders.claim(folder, false);

        folder = new WorkFolder(temp.resolve("interrupted"));
        hold("archive/phantom.json");
        Files.writeString(hold("stamps/phantom.begun"), "0".repeat(64) + "\n");
        WorkFolders.claim(folder, false);

        folder = new WorkFolder(temp.resolve("somebody's"));
        hold("logs/app.log");
        hold("archive/scan.tif");
        assertThatThrownBy(() -> WorkFolders.claim(folder, false)).isInstanceOf(UserException.class);
    }

    @Test
    void clean_removes_what_the_study_wrote_and_names_what_it_keeps() throws Exception {
        WorkFolders.claim(folder, false);
        runPhase("extract");
        hold("logs/train-0.log");
        hold("features/scattering.safetensors");
        assertThat(WorkFolders.empty(folder)).isEmpty();
        WorkFolders.remove(folder);
        assertThat(folder.root()).doesNotExist();

        WorkFolders.claim(folder, false);
        runPhase("extract");
        hold("patches/notes.txt");
        hold("models/birds.png/model.json");
        Files.writeString(folder.results(), "edited");
        assertThat(WorkFolders.empty(folder)).containsExactly("models", "patches/notes.txt", "results.json");
        WorkFolders.remove(folder);
        assertThat(folder.patches().resolve("notes.txt")).hasContent("somebody's");
        assertThat(folder.patches().resolve("1.png")).doesNotExist();
        assertThat(folder.stamps()).doesNotExist();
        WorkFolders.claim(folder, false);
    }

    @Test
    void clean_removes_what_a_phase_had_begun() throws Exception {
        WorkFolders.claim(folder, false);
        new Begun("key", List.of("patches")).write(folder, "extract");
        hold("patches/half.png");
        hold("patches.partial/lesion/1.png");
        assertThat(WorkFolders.empty(folder)).isEmpty();
        WorkFolders.remove(folder);
        assertThat(folder.root()).doesNotExist();
    }
}
