package dev.singan.gan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.gan.use.ModesTest;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model is written by PyTorch: see src/test/reference/modes.py, where its sizes and amplitudes come from. */
class OfficialModelTest {
    @TempDir
    Path temp;

    private Path model;

    @BeforeEach
    void copy() throws IOException {
        model = temp.resolve("model");
        Path official = ModesTest.resource("official");
        try (Stream<Path> files = Files.walk(official)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, model.resolve(official.relativize(file).toString()));
            }
        }
    }

    @Test
    void sizesAmplitudesAndTheFactorAreThoseOfTheFiles() throws IOException {
        TrainedSingan read = Singan.read(model);
        assertThat(read.pyramid().sizes())
                .containsExactly(
                        // 13 in exact arithmetic; a rounding error pushes the official code one up.
                        new Pyramid.Size(14, 16),
                        new Pyramid.Size(16, 20),
                        new Pyramid.Size(20, 24),
                        new Pyramid.Size(24, 29));
        assertThat(read.pyramid().factor()).isEqualTo(Math.pow(13.0 / 24, 1.0 / 3));
        assertThat(read.scales()).extracting(ScaleModel::noiseAmplitude).containsExactly(1f, 0.3f, 0.2f, 0.1f);
        assertThat(read.color()).isTrue();
    }

    @Test
    void writtenInThisProjectsLayoutItSamplesTheSame() throws IOException {
        Path written = temp.resolve("written");
        ModelFiles.write(written, Singan.read(model));
        SampleRequest request = SampleRequest.of(1, 5);
        try (Singan official = Singan.load(model);
                Singan ours = Singan.load(written)) {
            assertThat(ours.sample(request, 0).data())
                    .isEqualTo(official.sample(request, 0).data());
            assertThat(ours.model().real().height()).isEqualTo(24);
        }
        assertThat(Safetensors.read(written.resolve("scale-1.safetensors")).tensors())
                .containsKeys("generator.head.conv.weight", "generator.tail.0.bias", "z_opt", "noise_amp");
    }

    @Test
    void wholeModulesAreRefusedWithAdvice() throws IOException {
        Files.move(model.resolve("Zs.pth"), model.resolve("Gs.pth"));
        assertRefused(model, "Gs.pth, whole pickled modules", "netG.pth");
        assertRefused(model.resolve("Gs.pth"), "Give the folder", model.toString());
    }

    @Test
    void aMissingScaleIsNamed() throws IOException {
        Files.delete(model.resolve("2/netG.pth"));
        assertRefused(model, "2/netG.pth is missing", "4 scales");
    }

    @Test
    void filesOfDifferentRunsAreRefused() throws IOException {
        Files.copy(model.resolve("0/netG.pth"), model.resolve("NoiseAmp.pth"), REPLACE);
        assertRefused(model, "NoiseAmp.pth does not hold a list");
    }

    @Test
    void aGeneratorOfAnotherLayoutIsRefused() throws IOException {
        Files.copy(ModesTest.resource("../pth/state-zip.pth"), model.resolve("1/netG.pth"), REPLACE);
        assertRefused(model, "1/netG.pth is not a generator of the official SinGAN's layout", "five 3x3 convolutions");
    }

    @Test
    void imagesThatAreNoPyramidAreRefused() throws IOException {
        Files.copy(model.resolve("Zs.pth"), model.resolve("reals.pth"), REPLACE);
        assertRefused(model, "z_opt has");
    }

    private static final CopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

    private static void assertRefused(Path model, String... words) {
        assertThatThrownBy(() -> Singan.read(model))
                .isInstanceOf(UserException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
}
