package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asserted follows from the rule: a folder that is neither empty nor marked is not written into. */
class OwnFolderTest {
    private static final OwnFolder.Kind KIND = kind("work");

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void name_a_folder() {
        folder = temp.resolve("folder");
    }

    private static OwnFolder.Kind kind(String name) {
        return new OwnFolder.Kind(
                name, "-Dsingan.x=…", "ours"::equals, Set.of("reference"), f -> Files.exists(f.resolve("sign")));
    }

    private void hold(String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            Files.writeString(folder.resolve(name), "somebody's");
        }
    }

    @Test
    void a_folder_that_is_not_there_is_made_and_marked() throws IOException {
        OwnFolder.claim(folder, KIND, false);
        assertThat(folder.resolve(OwnFolder.MARK)).hasContent("{\n  \"kind\" : \"work\",\n  \"version\" : 1\n}");
        assertThat(folder).isDirectoryContaining("glob:**/" + OwnFolder.MARK);
    }

    @Test
    void a_marked_folder_stays_ours_whatever_comes_into_it() throws IOException {
        OwnFolder.claim(folder, KIND, false);
        hold("mine.txt", "ours");
        assertThatCode(() -> OwnFolder.claim(folder, KIND, false)).doesNotThrowAnyException();
    }

    @Test
    void what_is_no_content_does_not_count() throws IOException {
        hold("reference", ".DS_Store", ".gitkeep");
        OwnFolder.claim(folder, KIND, false);
        assertThat(folder.resolve(OwnFolder.MARK)).exists();
        assertThat(OwnFolder.foreign(folder)).isEmpty();
    }

    @Test
    void a_folder_of_somebody_is_refused_with_what_stands_there_and_what_to_do() throws IOException {
        hold("a", "b", "c", "d", "e", "f", "g");
        assertThatThrownBy(() -> OwnFolder.claim(folder, KIND, false))
                .isInstanceOf(UserException.class)
                .hasMessage(folder
                        + " holds a, b, c, d, e and 2 more, not written by any goal, so nothing was written there. Give"
                        + " another folder with -Dsingan.x=…, or let them stay and have this one used with"
                        + " -Dsingan.adopt=true, which moves and deletes nothing of them");
        assertThatThrownBy(() -> OwnFolder.require(folder, KIND, false)).isInstanceOf(UserException.class);
        assertThat(folder.resolve(OwnFolder.MARK)).doesNotExist();
    }

    @Test
    void an_adopted_folder_remembers_what_stood_there() throws IOException {
        hold("mine.txt");
        OwnFolder.require(folder, KIND, true);
        assertThat(folder.resolve(OwnFolder.MARK)).doesNotExist();
        OwnFolder.claim(folder, KIND, true);
        assertThat(OwnFolder.foreign(folder)).containsExactly("mine.txt");
        OwnFolder.claim(folder, KIND, false);
        assertThat(folder.resolve("mine.txt")).hasContent("somebody's");
    }

    @Test
    void a_folder_in_which_our_names_are_taken_cannot_be_adopted() throws IOException {
        hold("mine.txt", "ours");
        assertThatThrownBy(() -> OwnFolder.claim(folder, KIND, true))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("or move ours away")
                .hasMessageContaining("-Dsingan.adopt=true the rest may stay");
        assertThat(folder.resolve(OwnFolder.MARK)).doesNotExist();
    }

    @Test
    void a_folder_of_an_earlier_version_is_recognised_and_marked() throws IOException {
        hold("sign", "ours", "mine.txt");
        OwnFolder.claim(folder, KIND, false);
        assertThat(OwnFolder.foreign(folder)).containsExactly("mine.txt", "sign");
    }

    @Test
    void a_folder_of_another_kind_or_of_a_newer_version_is_refused() throws IOException {
        OwnFolder.claim(folder, kind("report"), false);
        assertThatThrownBy(() -> OwnFolder.claim(folder, KIND, true))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is a folder of the kind 'report'")
                .hasMessageContaining("-Dsingan.x=…");
        Files.writeString(folder.resolve(OwnFolder.MARK), "{\"kind\": \"work\", \"version\": 2}");
        assertThatThrownBy(() -> OwnFolder.claim(folder, KIND, true))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has the version 2");
    }

    @Test
    void a_damaged_mark_is_named() throws IOException {
        for (String text :
                new String[] {"", "{", "null", "[]", "{\"kind\": \"work\"}", "{\"kind\": 1, \"version\": 1}"}) {
            hold(OwnFolder.MARK);
            Files.writeString(folder.resolve(OwnFolder.MARK), text);
            assertThatThrownBy(() -> OwnFolder.claim(folder, KIND, true))
                    .as(text)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(OwnFolder.MARK + " is damaged");
        }
    }
}
