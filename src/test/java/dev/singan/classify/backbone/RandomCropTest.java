package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Seeds;
import dev.singan.image.GrayImage;
import org.junit.jupiter.api.Test;

final class RandomCropTest {
    /** Columns count from 0 to 199, rows are equal. */
    private static GrayImage ramp() {
        byte[] pixels = new byte[200 * 200];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 200);
        }
        return new GrayImage(200, 200, pixels);
    }

    @Test
    void a_crop_keeps_the_size_and_at_least_four_fifths_of_the_area() {
        for (int seed = 0; seed < 50; seed++) {
            GrayImage crop = RandomCrop.crop(ramp(), new Seeds(seed).stream("crop"));
            assertThat(crop.width()).isEqualTo(200);
            assertThat(crop.height()).isEqualTo(200);
            // Width is at least sqrt(0.8 * 3/4) = 0.77 of the side, however the ratio falls.
            int shown = crop.get(199, 100) - crop.get(0, 100);
            assertThat(shown).isBetween((int) (0.77 * 200) - 3, 199);
        }
    }

    @Test
    void flips_are_flips() {
        GrayImage image = new GrayImage(2, 2, new byte[] {1, 2, 3, 4});
        assertThat(RandomCrop.flip(image, true, false).pixels()).containsExactly(2, 1, 4, 3);
        assertThat(RandomCrop.flip(image, false, true).pixels()).containsExactly(3, 4, 1, 2);
        assertThat(RandomCrop.flip(image, false, false).pixels()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void the_same_stream_gives_the_same_copy_and_another_one_another() {
        byte[] one = RandomCrop.cropAndFlip(ramp(), new Seeds(1).stream("a")).pixels();
        assertThat(RandomCrop.cropAndFlip(ramp(), new Seeds(1).stream("a")).pixels())
                .isEqualTo(one);
        assertThat(RandomCrop.cropAndFlip(ramp(), new Seeds(1).stream("b")).pixels())
                .isNotEqualTo(one);
    }
}
