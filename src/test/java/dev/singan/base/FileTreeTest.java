package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path temp;

    @Test
    void aFolderGoesWithAllInItAndALinkWithoutWhatItNames() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.writeString(other.resolve("file"), "stays");
        Path folder = Files.createDirectories(temp.resolve("folder/deep/deeper"));
        Files.writeString(folder.resolve("file"), "goes");
        Files.createSymbolicLink(folder.resolve("link"), other);
        FileTree.delete(temp.resolve("folder"));
        assertThat(temp).isDirectoryNotContaining(path -> path.endsWith("folder"));
        assertThat(other.resolve("file")).hasContent("stays");
    }

    @Test
    void aLinkThatLeadsNowhereGoesToo() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
        FileTree.delete(link);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsDeletedAlready() throws IOException {
        FileTree.delete(temp.resolve("nothing"));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void whatIsKeptStaysWithAllInItAndTheFoldersAroundIt() throws IOException {
        Path kept = Files.createDirectories(temp.resolve("folder/kept"));
        Files.writeString(kept.resolve("file"), "stays");
        Files.createDirectories(temp.resolve("folder/beside"));
        FileTree.delete(temp.resolve("folder"), List.of(kept, temp.resolve("not there")));
        assertThat(temp.resolve("folder")).isDirectoryContaining(path -> path.equals(kept));
        assertThat(temp.resolve("folder/beside")).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("stays");
    }
}
