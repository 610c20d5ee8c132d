package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScatteringBackboneTest {
    private static final BackboneProvider PROVIDER = BackboneKind.SCATTERING.provider();

    @Test
    void theEmbeddedStudysFeaturesAre1282AndDoNotDependOnNeighbours() throws IOException {
        try (Backbone backbone = PROVIDER.open(new BackboneOptions(null, 64, false), Progress.NONE)) {
            assertThat(backbone.dimension()).isEqualTo(1282);
            GrayImage a = noise(1);
            GrayImage b = noise(2);
            float[][] together = backbone.features(List.of(a, b, a));
            assertThat(together[0]).hasSize(1282).isEqualTo(together[2]).isNotEqualTo(together[1]);
            assertThat(backbone.features(List.of(b))[0]).isEqualTo(together[1]);
        }
    }

    /** Two scales and eight angles have one path of the first order per scale and angle, and then 64 of the second, by angle of each. */
    @Test
    void theSecondOrderIsSeenRelativeToTheFirstToo() {
        float[] features = new ScatteringBackbone(16).features(List.of(noise(4)))[0];
        int ratios = features.length - 64;
        for (int angle1 = 0; angle1 < 8; angle1++) {
            for (int angle2 = 0; angle2 < 8; angle2++) {
                int second = 8 * angle1 + angle2;
                assertThat(features[ratios + second]).isEqualTo(features[17 + second] - features[1 + angle1]);
            }
        }
    }

    @Test
    void identitiesOfDifferentSizesDiffer() {
        assertThat(new ScatteringBackbone(32).identity())
                .isNotEqualTo(new ScatteringBackbone(16).identity())
                .isEqualTo(new ScatteringBackbone(32).identity());
    }

    @Test
    void resamplingLeavesNothingFinerThanTheSinGansPixels() {
        GrayImage patch = new PatchResampling(16).apply(noise(3));
        assertThat(patch.width()).isEqualTo(64);
        assertThat(roughness(patch)).isLessThan(roughness(noise(3)) / 10);
    }

    @Test
    void anUnknownNameOrSizeIsRefusedWithThePropertysName() {
        assertThatThrownBy(() -> BackboneKind.named("vgg"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.backbone is 'vgg'");
        assertThatThrownBy(() -> PROVIDER.open(new BackboneOptions(null, 8, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.size is 8");
    }

    private static double roughness(GrayImage image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 1; x < image.width(); x++) {
                sum += Math.pow(image.get(x, y) - image.get(x - 1, y), 2);
            }
        }
        return sum;
    }

    private static GrayImage noise(int seed) {
        byte[] pixels = new byte[64 * 64];
        new Random(seed).nextBytes(pixels);
        return new GrayImage(64, 64, pixels);
    }
}
