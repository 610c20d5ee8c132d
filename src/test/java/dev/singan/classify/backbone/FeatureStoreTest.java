package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("features/first.safetensors");
    }

    /** Its features are the first two pixels; it remembers how many images it saw. */
    private static final class FirstPixels implements Backbone {
        private final String identity;
        private int seen;

        FirstPixels(String identity) {
            this.identity = identity;
        }

        @Override
        public String name() {
            return "first";
        }

        @Override
        public String weights() {
            return "none";
        }

        @Override
        public String identity() {
            return identity;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public float[][] features(List<GrayImage> images) {
            seen += images.size();
            return images.stream()
                    .map(i -> new float[] {i.get(0, 0), i.get(1, 0)})
                    .toArray(float[][]::new);
        }
    }

    @Test
    void eachImageIsComputedOnceAndRowsComeInTheOrderAskedFor() throws IOException {
        FirstPixels backbone = new FirstPixels("a");
        List<ImageSource> images = images(150);
        List<float[]> rows = FeatureStore.compute(backbone, images, file, Progress.NONE);
        for (int i = 0; i < 150; i++) {
            assertThat(rows.get(i)).containsExactly(i, i + 1);
        }
        assertThat(backbone.seen).isEqualTo(150);
        List<ImageSource> more = new ArrayList<>(images(160));
        more.addAll(images(3));
        assertThat(FeatureStore.compute(backbone, more, file, Progress.NONE).get(161))
                .containsExactly(1, 2);
        assertThat(backbone.seen).isEqualTo(160);
    }

    @Test
    void theFileDoesNotDependOnTheOrderInWhichImagesCame() throws IOException {
        FeatureStore.compute(new FirstPixels("a"), images(20).subList(10, 20), file, Progress.NONE);
        FeatureStore.compute(new FirstPixels("a"), images(20), file, Progress.NONE);
        Path other = folder.resolve("other.safetensors");
        FeatureStore.compute(new FirstPixels("a"), images(20), other, Progress.NONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(other));
        assertThat(Safetensors.read(file).get("features").shape()).containsExactly(20, 2);
    }

    @Test
    void anotherBackboneOrADamagedFileMeansComputingAnew() throws IOException {
        FeatureStore.compute(new FirstPixels("a"), images(5), file, Progress.NONE);
        FirstPixels other = new FirstPixels("b");
        FeatureStore.compute(other, images(5), file, Progress.NONE);
        assertThat(other.seen).isEqualTo(5);
        Files.write(file, new byte[] {1, 2, 3});
        FirstPixels again = new FirstPixels("b");
        FeatureStore.compute(again, images(5), file, Progress.NONE);
        assertThat(again.seen).isEqualTo(5);
    }

    @Test
    void aFilesKeyTellsItsContentAndWhatIsDoneToIt() throws IOException {
        Path image = folder.resolve("x.png");
        ImageFiles.writePng(image, new GrayImage(40, 40, new byte[1600]));
        String hash = Hashes.sha256(image);
        assertThat(ImageSource.file(image).key()).isEqualTo("as-is:" + hash);
        ImageSource resampled = ImageSource.resampled(image, new PatchResampling(16));
        assertThat(resampled.changed("flip", i -> i).key()).isEqualTo("through-16:" + hash + ":flip");
        assertThat(resampled.loader().get().width()).isEqualTo(40);
    }

    private static List<ImageSource> images(int n) {
        return IntStream.range(0, n)
                .mapToObj(
                        i -> new ImageSource("k" + i, () -> new GrayImage(2, 1, new byte[] {(byte) i, (byte) (i + 1)})))
                .toList();
    }
}
