package dev.singan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSifidTest {
    @TempDir
    Path temp;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(temp.resolve("real"));
        Files.createDirectories(temp.resolve("fake"));
        Files.writeString(temp.resolve("real/notes.txt"), "not an image");
    }

    private void draw(String file, long seed) throws IOException {
        byte[] pixels = new byte[32 * 32];
        new Random(seed).nextBytes(pixels);
        for (int i = 1; i < pixels.length && seed % 2 == 0; i++) {
            pixels[i] = (byte) (((pixels[i] & 0xff) + 7 * (pixels[i - 1] & 0xff)) / 8);
        }
        ImageFiles.writePng(temp.resolve(file), new GrayImage(32, 32, pixels));
    }

    private FolderSifid run() throws IOException {
        return FolderSifid.run(
                new FolderSifid.Request(temp.resolve("real"), temp.resolve("fake"), null, temp.resolve("out.json")),
                Progress.NONE);
    }

    @Test
    void imagesAreComparedPairByPairInTheOrderOfTheirNames() throws IOException {
        draw("real/a.png", 1);
        draw("real/b.png", 2);
        draw("fake/1.png", 1);
        draw("fake/2.png", 1);
        FolderSifid result = run();
        assertThat(result.pairs()).extracting(FolderSifid.Pair::real).containsExactly("a.png", "b.png");
        assertThat(result.pairs().get(0).sifid()).isCloseTo(0, within(1e-6));
        assertThat(result.pairs().get(1).sifid()).isGreaterThan(1e-3);
        assertThat(result.distribution().n()).isEqualTo(2);
        assertThat(temp.resolve("out.json")).exists();
    }

    @Test
    void aSingleRealImageIsComparedWithEach() throws IOException {
        draw("real/a.png", 2);
        draw("fake/1.png", 1);
        draw("fake/2.png", 2);
        draw("fake/3.png", 3);
        assertThat(run().pairs()).extracting(FolderSifid.Pair::real).containsExactly("a.png", "a.png", "a.png");
    }

    @Test
    void foldersThatDoNotGoTogetherAreRefused() throws IOException {
        assertThatThrownBy(this::run).isInstanceOf(UserException.class).hasMessageContaining("holds no image");
        draw("real/a.png", 1);
        draw("real/b.png", 1);
        draw("fake/1.png", 1);
        assertThatThrownBy(this::run)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.real has 2 images and singan.fake 1");
    }
}
