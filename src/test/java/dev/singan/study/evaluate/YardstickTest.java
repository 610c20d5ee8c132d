package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.image.GrayImage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YardstickTest {
    @Test
    void flips_move_the_corners_and_crops_enlarge_what_they_keep() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        List<GrayImage> images = Yardstick.flipsAndCrops(new GrayImage(16, 16, pixels));
        assertThat(images).hasSize(8).allMatch(image -> image.width() == 16 && image.height() == 16);
        assertThat(first(images.get(0))).isEqualTo(15);
        assertThat(first(images.get(1))).isEqualTo(240);
        assertThat(first(images.get(2))).isEqualTo(255);
        // A ramp of 16 grey values a row and 1 a column stays one when 14 of 16 rows are enlarged; the edges are not
        // flat.
        assertThat(middle(images.get(7))).isBetween(119, 136);
        assertThat(middle(images.get(6)) - middle(images.get(3))).isBetween(32, 36);
    }

    private static int first(GrayImage image) {
        return image.pixels()[0] & 0xff;
    }

    private static int middle(GrayImage image) {
        return image.pixels()[8 * 16 + 8] & 0xff;
    }
}
