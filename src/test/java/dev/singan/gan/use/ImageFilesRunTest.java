package dev.singan.gan.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.CancelledException;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.ScaleModel;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.gan.train.PaintTraining;
import dev.singan.gan.train.SinganTrainer;
import dev.singan.gan.train.TrainRequest;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesRunTest {
    private static final SinganConfig SMALL = SinganConfig.of(Recipe.OFFICIAL)
            .withPyramid(p -> p.withMinSize(13).withScaleFactor(0.62))
            .withNetworks(n -> n.withFilters(4))
            .withOptimiser(o -> o.withIterations(3));

    @TempDir
    Path temp;

    private Path photo;
    private Path mask;

    @BeforeEach
    void drawImages() throws IOException {
        photo = temp.resolve("photo.png");
        ImageFiles.writePng(photo, stripes(22, 26), true);
        mask = temp.resolve("mask.png");
        byte[] pixels = new byte[22 * 26];
        pixels[26 * 5 + 7] = (byte) 255;
        ImageFiles.writePng(mask, new GrayImage(26, 22, pixels));
    }

    /** Red runs with the rows, green with the columns, blue is a checkerboard. */
    private static FloatImage stripes(int height, int width) {
        float[] data = new float[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                data[y * width + x] = (float) Math.sin(0.6 * y);
                data[(height + y) * width + x] = (float) Math.cos(0.5 * x);
                data[(2 * height + y) * width + x] = (x / 3 + y / 3) % 2 - 0.5f;
            }
        }
        return new FloatImage(3, height, width, data);
    }

    private Path train(String name, SinganConfig config) throws IOException {
        Path directory = temp.resolve(name);
        SinganTrainer.train(new TrainRequest(photo, directory, config, 42, name), Progress.NONE);
        return directory;
    }

    private List<String> run(ImageRequest request) throws IOException {
        // As a worker gets it.
        ImageRequest read = Json.mapper().readValue(Json.line(request), ImageRequest.class);
        assertThat(read).isEqualTo(request);
        return ImageFilesRun.run(read, Progress.NONE);
    }

    private ImageRequest.Injected injected(
            Path model, ImageRequest.Use use, @Nullable Path its, int scale, @Nullable Path paint) {
        return new ImageRequest.Injected(
                model, temp.resolve("out"), "auto", use, photo, its, new InjectionRequest(scale, 1), paint, 2, false);
    }

    @Test
    void aColorImageIsLearnedAndSampledInColor() throws IOException {
        Path model = train("color", SMALL);
        assertThat(ImageFiles.readColor(model.resolve("image.png")).data())
                .isEqualTo(ImageFiles.readColor(photo).data());
        List<String> files =
                run(new ImageRequest.Samples(model, temp.resolve("out"), "auto", new SampleRequest(2, 0, 1, 1.5, 1)));
        assertThat(files).containsExactly("0000.png", "0001.png");
        FloatImage sample = ImageFiles.readColor(temp.resolve("out/0001.png"));
        assertThat(sample.isColor()).isTrue();
        assertThat(sample.width()).isEqualTo(39);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nd4j", "auto"})
    void anAnimationIsTrainedWithNoiseAroundItsInputAndPlayedAtItsRate(String engine) throws IOException {
        SinganConfig config =
                Animation.config(SMALL.withRun(r -> r.withEngine(engine))).withPyramid(p -> p.withMinSize(13));
        Path model = train("animated", config);
        ScaleModel coarsest = Singan.read(model).scales().get(0);
        assertThat(coarsest.noisePadding()).isTrue();
        assertThat(coarsest.reconstructionNoise().height())
                .isEqualTo(coarsest.shape().height() + 10);
        List<String> files = run(new ImageRequest.Animated(
                model, temp.resolve("out"), engine, new AnimationRequest(0.1, 0.9, 0, 3, 25, 42)));
        assertThat(files).containsExactly("animation.gif", "frame-0000.png", "frame-0001.png", "frame-0002.png");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(temp.resolve("out/animation.gif").toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            BufferedImage frame = reader.read(2);
            assertThat(frame.getWidth()).isEqualTo(26);
            IIOMetadataNode root =
                    (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
            IIOMetadataNode control = (IIOMetadataNode)
                    root.getElementsByTagName("GraphicControlExtension").item(0);
            assertThat(control.getAttribute("delayTime")).isEqualTo("4");
            assertThat(root.getElementsByTagName("ApplicationExtension").getLength())
                    .isEqualTo(1);
        }
    }

    @Test
    void superResolutionTrainsItsOwnPyramidAndEnlargesByTheFactor() throws IOException {
        SinganConfig config = SuperResolution.config(SMALL, 1.5);
        assertThat(config.losses().reconstructionWeight()).isEqualTo(100);
        // Two steps for a factor of 1.5: round(3 log2(1.5)) = 2, each by its square root.
        assertThat(1 / config.pyramid().scaleFactor()).isEqualTo(Math.sqrt(1.5));
        Path model = train("sr", config);
        run(new ImageRequest.Enlarged(model, temp.resolve("out"), "auto", 1.5, 1));
        FloatImage enlarged = ImageFiles.readColor(temp.resolve("out/enlarged.png"));
        assertThat(enlarged.height()).isEqualTo(33);
        assertThat(enlarged.width()).isEqualTo(39);
    }

    @Test
    void imagesEnterAndComeOutAtTheTrainingImagesSize() throws IOException {
        Path model = train("in", SMALL);
        assertThat(run(injected(model, ImageRequest.Use.HARMONIZE, mask, 1, null)))
                .containsExactly("harmonized.png");
        assertThat(run(injected(model, ImageRequest.Use.EDIT, mask, 2, null)))
                .containsExactly("edited.png", "edited-masked.png");
        assertThat(run(injected(model, ImageRequest.Use.PAINT, null, 1, null))).containsExactly("painted.png");
        FloatImage plain = ImageFiles.readColor(temp.resolve("out/painted.png"));
        Path paint = temp.resolve("paint");
        run(injected(model, ImageRequest.Use.PAINT, null, 1, paint));
        FloatImage quantized = ImageFiles.readColor(temp.resolve("out/painted.png"));
        assertThat(quantized.data()).isNotEqualTo(plain.data());
        List<ScaleModel> before = Singan.read(model).scales();
        List<ScaleModel> after = Singan.read(paint).scales();
        for (int k = 0; k < before.size(); k++) {
            boolean same = Arrays.equals(
                    before.get(k).generator().parameters(),
                    after.get(k).generator().parameters());
            assertThat(same).isEqualTo(k != 1);
        }
    }

    @Test
    void aPaintTrainingThatWasStoppedEndsWithTheSameBits() throws IOException {
        TrainedSingan model = Singan.read(train("paintable", SMALL.withRun(r -> r.withCheckpointInterval(2))));
        PaintTraining.train(model, temp.resolve("whole"), 1, 9, 1, "auto", false, Progress.NONE);
        int[] left = {0};
        int stops = 0;
        for (boolean done = false; !done; ) {
            left[0] = 4;
            try {
                PaintTraining.train(model, temp.resolve("stopped"), 1, 9, 1, "auto", false, new Stopping(left));
                done = true;
            } catch (CancelledException e) {
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(1);
        assertThat(temp.resolve("stopped/checkpoint.safetensors")).doesNotExist();
        for (String file : List.of("scale-1.safetensors", "model.json")) {
            assertThat(temp.resolve("stopped").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("whole").resolve(file));
        }
    }

    /** Cancels after so many checks. */
    private record Stopping(int[] left) implements Progress {
        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void checkCancelled() {
            if (left[0]-- <= 0) {
                throw new CancelledException();
            }
        }
    }

    @Test
    void whatDoesNotGoTogetherIsSaidClearly() throws IOException {
        Path model = train("bad", SMALL);
        Path small = temp.resolve("small.png");
        ImageFiles.writePng(small, new GrayImage(5, 5, new byte[25]));
        Path black = temp.resolve("black.png");
        ImageFiles.writePng(black, new GrayImage(26, 22, new byte[26 * 22]));
        assertRefused(
                injected(model, ImageRequest.Use.HARMONIZE, small, 1, null),
                "singan.mask has 5x5 pixels, but singan.reference has 26x22");
        assertRefused(injected(model, ImageRequest.Use.EDIT, black, 1, null), "black everywhere");
        assertRefused(injected(model, ImageRequest.Use.EDIT, null, 1, null), "singan.mask is not given");
        assertRefused(injected(model, ImageRequest.Use.PAINT, null, 9, null), "from 1 to");
        assertRefused(new ImageRequest.Enlarged(model, temp.resolve("out"), "auto", 40, 1), "singan.sr.factor is 40.0");
        assertRefused(
                new ImageRequest.Animated(
                        model, temp.resolve("out"), "auto", new AnimationRequest(0.1, 0.9, 12, 1, 10, 1)),
                "from 0 to");
        assertRefused(
                new ImageRequest.Enlarged(temp.resolve("none"), temp.resolve("out"), "auto", 2, 1), "train it first");
        assertThatThrownBy(() -> new InjectionRequest(0, 1)).hasMessageContaining("from scale 1 on");
        assertThatThrownBy(() -> new AnimationRequest(0.1, 1.5, 0, 1, 10, 1))
                .hasMessageContaining("singan.animation.beta");
        assertThatThrownBy(() -> new AnimationRequest(0.1, 0.9, 0, 1, 90, 1)).hasMessageContaining("singan.fps");
    }

    private static void assertRefused(ImageRequest request, String words) {
        assertThatThrownBy(() -> ImageFilesRun.run(request, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(words);
    }
}
