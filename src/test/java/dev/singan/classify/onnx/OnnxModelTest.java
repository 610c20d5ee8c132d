package dev.singan.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.singan.base.Hashes;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say of themselves, and what is told of those that cannot be a backbone. No ONNX Runtime takes part. */
class OnnxModelTest {
    @TempDir
    Path folder;

    private OnnxModel read(String name, OnnxOptions options) throws IOException {
        return OnnxModel.read(OnnxModels.write(name, folder), options);
    }

    private void refused(String name, OnnxOptions options, String... words) {
        assertThatThrownBy(() -> read(name, options))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(name)
                .hasMessageContainingAll(words);
    }

    private static OnnxOptions size(Integer size) {
        return new OnnxOptions(null, size, null, OnnxModels.IMAGENET.mean(), OnnxModels.IMAGENET.deviation());
    }

    @Test
    void inputOutputSizeLayoutAndChannelsAreReadFromTheModel() throws IOException {
        OnnxModel colour = read("colour.onnx", OnnxModels.IMAGENET);
        assertThat(colour.input()).isEqualTo("image");
        assertThat(colour.output()).isEqualTo("features");
        assertThat(colour.layout()).isEqualTo(OnnxLayout.NCHW);
        assertThat(List.of(colour.channels(), colour.size(), colour.batch())).containsExactly(3, 16, 1);
        assertThat(colour.sha256()).isEqualTo(Hashes.sha256(folder.resolve("colour.onnx")));
        assertThat(colour.description())
                .isEqualTo("pytorch 1.13.0, operators 13, image: float 1x3x16x16 -> features: float 1x6");
        OnnxModel grey = read("grey.onnx", new OnnxOptions(null, 16, null, List.of(0.5), List.of(0.25)));
        assertThat(List.of(grey.channels(), grey.size(), grey.batch())).containsExactly(1, 16, 2);
        assertThat(read("channels-last.onnx", OnnxModels.IMAGENET).layout()).isEqualTo(OnnxLayout.NHWC);
    }

    @Test
    void meanAndDeviationAreReadFromTheMetadataUnlessTheyAreGiven() throws IOException {
        OnnxModel model = read("metadata.onnx", OnnxOptions.NONE);
        assertThat(model.mean()).isEqualTo(OnnxModels.IMAGENET.mean());
        assertThat(model.deviation()).isEqualTo(OnnxModels.IMAGENET.deviation());
        assertThat(model.description()).contains("author=nobody");
        OnnxOptions given = new OnnxOptions(null, null, null, List.of(0.5), null);
        assertThat(read("metadata.onnx", given).mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(read("metadata.onnx", given).identity()).isNotEqualTo(model.identity());
        refused("colour.onnx", OnnxOptions.NONE, "-Dsingan.onnx.mean=0.485,0.456,0.406", "-Dsingan.onnx.deviation=");
    }

    @Test
    void axesThatAreNotFixedNeedASize() throws IOException {
        refused("dynamic.onnx", OnnxModels.IMAGENET, "size of its images is not fixed: set -Dsingan.onnx.size");
        OnnxModel model = read("dynamic.onnx", size(24));
        assertThat(List.of(model.size(), model.batch())).containsExactly(24, 1);
        refused("colour.onnx", size(24), "its images are of 16 pixels, but singan.onnx.size is 24");
        refused("dynamic.onnx", size(4), "of 4 pixels, but from 8 to 2048");
    }

    @Test
    void oneOfSeveralOutputsMustBeNamedAndBeAVector() throws IOException {
        refused(
                "two-outputs.onnx",
                OnnxModels.IMAGENET,
                "several outputs: set -Dsingan.onnx.output",
                "features: float 1x6");
        OnnxOptions maps =
                new OnnxOptions("maps", null, null, OnnxModels.IMAGENET.mean(), OnnxModels.IMAGENET.deviation());
        refused("two-outputs.onnx", maps, "its output maps: float 1x8x8x8 is no vector for each image");
        OnnxOptions typo = new OnnxOptions("feature", null, null, List.of(0.0), List.of(1.0));
        refused("two-outputs.onnx", typo, "it has no output 'feature'");
    }

    @Test
    void whatIsNoNetworkOnImagesOrNotOfFloatsIsRefused() {
        refused("table.onnx", OnnxModels.IMAGENET, "its input has 2 axes", "it is no network on images");
        refused("half.onnx", OnnxModels.IMAGENET, "its input is float16", "export it before .half()");
    }

    @Test
    void weightsInAFileBesideMustBeThereAndCount() throws IOException {
        refused(
                "external.onnx",
                OnnxModels.IMAGENET,
                "its weights lie in external.bin, which is not beside it: copy that file to "
                        + folder.resolve("external.bin"));
        Path weights = OnnxModels.write("external.bin", folder);
        OnnxModel model = read("external.onnx", OnnxModels.IMAGENET);
        assertThat(OnnxModel.files(model.file())).containsExactly(model.file(), weights);
        Files.writeString(weights, "others");
        assertThat(read("external.onnx", OnnxModels.IMAGENET).sha256()).isNotEqualTo(model.sha256());
    }

    @Test
    void noWeightsAreReadOutsideOfItsFolder() {
        assertThat(OnnxModel.external(folder.resolve("a.onnx"), "../secret.bin"))
                .isEmpty();
        assertThat(OnnxModel.external(folder.resolve("a.onnx"), "/etc/passwd")).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        OnnxOptions wrong = new OnnxOptions(null, 24, null, List.of(1.0, 2.0), List.of(0.0));
        refused("colour.onnx", wrong, "singan.onnx.size is 24", "its mean has 2 values", "must be above 0");
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        Path none = folder.resolve("none.onnx");
        assertThatThrownBy(() -> OnnxModel.read(none, OnnxOptions.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("There is no model " + none);
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model, but words");
        assertThatThrownBy(() -> OnnxModel.read(text, OnnxOptions.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is no ONNX model");
        assertThat(OnnxModel.files(text)).containsExactly(text);
    }

    /** Whatever bytes are changed or missing, the header is read or refused, in no time. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(OnnxModels.write("metadata.onnx", folder));
        Random random = new Random(1);
        Path file = folder.resolve("damaged.onnx");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 2000; i++) {
                byte[] damaged = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int k = random.nextInt(4); k >= 0 && damaged.length > 0; k--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, damaged);
                try {
                    assertThat(OnnxModel.read(file, OnnxOptions.NONE).channels())
                            .isIn(1, 3);
                } catch (UserException e) {
                    assertThat(e).hasMessageContaining(file.toString());
                }
            }
        });
    }
}
