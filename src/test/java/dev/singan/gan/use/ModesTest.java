package dev.singan.gan.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Progress;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Singan;
import dev.singan.image.ColorQuantizer;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engines.Engines;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every use of a trained SinGAN, held against PyTorch on a model in the official code's files: see src/test/reference/modes.py. */
public class ModesTest {
    static final Path OFFICIAL = resource("official");
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path temp;

    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ModesTest.class.getResource("/singan/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Safetensors expected;
    private Singan singan;

    @BeforeEach
    void load() throws IOException {
        expected = Safetensors.read(resource("modes.safetensors"));
        singan = Singan.load(OFFICIAL, Engines.of("nd4j"));
    }

    @AfterEach
    void close() {
        singan.close();
    }

    /** Noise that was drawn before; all of it must be asked for. */
    private static final class Canned implements Noise {
        private final float[] values;
        private int at;

        Canned(Tensor tensor) {
            values = tensor.data();
        }

        @Override
        public float[] normal(int channels, int height, int width) {
            int from = at;
            at += channels * height * width;
            assertThat(at).isLessThanOrEqualTo(values.length);
            return Arrays.copyOfRange(values, from, at);
        }

        @Override
        public float uniform() {
            throw new AssertionError("no use of a trained SinGAN mixes images at random");
        }

        void assertUsedUp() {
            assertThat(at).isEqualTo(values.length);
        }
    }

    private FloatImage image(String name) {
        Tensor t = expected.get(name);
        return new FloatImage(t.size(0), t.size(1), t.size(2), t.data());
    }

    private GrayImage mask(String name) {
        Tensor t = expected.get(name);
        byte[] pixels = new byte[t.data().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = t.data()[i] == 0 ? 0 : (byte) 255;
        }
        return new GrayImage(t.size(1), t.size(0), pixels);
    }

    private static void assertClose(FloatImage actual, FloatImage wanted) {
        assertThat(actual.height()).isEqualTo(wanted.height());
        assertThat(actual.width()).isEqualTo(wanted.width());
        assertThat(actual.data()).containsExactly(wanted.data(), within(TOLERANCE));
    }

    @Test
    void anImageThatEntersAtAScaleComesOutAsInPyTorch() {
        Canned noise = new Canned(expected.get("injection.noise"));
        assertClose(Injection.inject(singan, image("injection.reference"), 1, noise), image("injection.result"));
        noise.assertUsedUp();
    }

    @Test
    void anImageOfAnotherSizeIsFirstResizedAsInPyTorch() {
        Canned noise = new Canned(expected.get("resized.noise"));
        assertClose(Injection.inject(singan, image("resized.reference"), 2, noise), image("resized.result"));
        noise.assertUsedUp();
    }

    @Test
    void theHarmonizedImageIsBlendedIntoTheTrainingImageByTheSoftMaskAsInPyTorch() {
        float[] weights = Injection.weights(singan, image("injection.reference"), mask("injection.mask"), 7);
        FloatImage blend = Injection.blend(singan.model().real(), image("injection.result"), weights);
        assertClose(blend, image("injection.blend"));
    }

    @Test
    void masksAreDilatedAndBlurredAsByScipy() {
        FloatImage mask = FloatImage.of(mask("mask"), 1);
        assertThat(BlendMask.of(mask, 7)).containsExactly(expected.get("mask.7").data(), within(TOLERANCE));
        assertThat(BlendMask.of(mask, 20))
                .containsExactly(expected.get("mask.20").data(), within(TOLERANCE));
    }

    @Test
    void superResolutionEnlargesAsInPyTorch() {
        Canned noise = new Canned(expected.get("sr.noise"));
        assertClose(SuperResolution.run(singan, 1.6, noise), image("sr.result"));
        noise.assertUsedUp();
    }

    @Test
    void framesWalkAsInPyTorchWithNoiseThatReachesIntoTheBorder() throws IOException {
        Path model = temp.resolve("official");
        for (String file :
                List.of("reals.pth", "NoiseAmp.pth", "0/netG.pth", "1/netG.pth", "2/netG.pth", "3/netG.pth")) {
            Files.createDirectories(model.resolve(file).getParent());
            Files.copy(OFFICIAL.resolve(file), model.resolve(file));
        }
        Files.copy(OFFICIAL.resolve("Zs-animation.pth"), model.resolve("Zs.pth"));
        List<FloatImage> frames = new ArrayList<>();
        try (Singan animated = Singan.load(model, Engines.of("nd4j"))) {
            Animation.run(
                    animated,
                    new AnimationRequest(0.1, 0.8, 1, 2, 10, 42),
                    k -> new Canned(expected.get("animation.noise." + k)),
                    (i, frame) -> frames.add(frame),
                    Progress.NONE);
        }
        float[] wanted = expected.get("animation.frames").data();
        int length = wanted.length / 2;
        assertThat(frames.get(0).data()).containsExactly(Arrays.copyOf(wanted, length), within(TOLERANCE));
        assertThat(frames.get(1).data())
                .containsExactly(Arrays.copyOfRange(wanted, length, wanted.length), within(TOLERANCE));
    }

    @Test
    void paintingsAreBroughtToColoursAsByScikitLearn() {
        Tensor t = expected.get("colors.centers");
        double[][] centers = new double[t.size(0)][t.size(1)];
        for (int i = 0; i < t.data().length; i++) {
            centers[i / t.size(1)][i % t.size(1)] = t.data()[i];
        }
        assertClose(new ColorQuantizer(centers).quantize(image("injection.reference")), image("colors.result"));
    }
}
