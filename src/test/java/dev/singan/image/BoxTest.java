package dev.singan.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The boxes are computed by hand from the rules of the study. */
class BoxTest {
    @Test
    void theBoxOfAMaskIsTheSmallestAroundItsPixels() {
        byte[] pixels = new byte[6 * 5];
        pixels[6 + 4] = 1;
        pixels[3 * 6 + 2] = -1;
        assertThat(Box.ofNonZero(new GrayImage(6, 5, pixels))).isEqualTo(new Box(2, 1, 3, 3));
        assertThat(Box.ofNonZero(new GrayImage(6, 5, new byte[30]))).isNull();
    }

    @Test
    void aBoxInTheMiddleGrowsAboutItsCentre() {
        Box box = new Box(100, 200, 31, 20);
        assertThat(box.scaledWithin(1, 720, 1168)).isEqualTo(box);
        // x = int(100 + 15.5 - 31) = 84, y = int(200 + 10 - 20) = 190
        assertThat(box.scaledWithin(2, 720, 1168)).isEqualTo(new Box(84, 190, 62, 40));
        // x = int(100 + 15.5 - 46.5) = 69, y = int(200 + 10 - 30) = 180
        assertThat(box.scaledWithin(3, 720, 1168)).isEqualTo(new Box(69, 180, 93, 60));
    }

    @Test
    void overTheLeftOrUpperEdgeItIsShifted() {
        // x = 5 + 10 - 30 = -15 becomes 0, the width stays 60
        assertThat(new Box(5, 2, 20, 10).scaledWithin(3, 720, 1168)).isEqualTo(new Box(0, 0, 60, 30));
    }

    @Test
    void overTheRightOrLowerEdgeItIsCut() {
        // x = 700 + 10 - 30 = 680, 740 is cut to 720; y = 1150 + 9 - 27 = 1132, 1186 is cut to 1168
        assertThat(new Box(700, 1150, 20, 18).scaledWithin(3, 720, 1168)).isEqualTo(new Box(680, 1132, 40, 36));
    }

    @Test
    void overBothEdgesItIsTheWholeImage() {
        assertThat(new Box(10, 10, 80, 80).scaledWithin(3, 100, 90)).isEqualTo(new Box(0, 0, 100, 90));
    }

    @Test
    void aMarginIsMeasuredAlongEachAxis() {
        Box lesion = new Box(300, 300, 50, 40);
        assertThat(new Box(53, 300, 224, 224).touches(lesion, 22.4)).isFalse();
        assertThat(new Box(54, 300, 224, 224).touches(lesion, 22.4)).isTrue();
        assertThat(new Box(372, 0, 224, 224).touches(lesion, 22.4)).isFalse();
        assertThat(new Box(372, 100, 224, 224).touches(lesion, 22.4)).isTrue();
        assertThat(new Box(373, 100, 224, 224).touches(lesion, 22.4)).isFalse();
        assertThat(new Box(300, 54, 224, 224).touches(lesion, 22.4)).isTrue();
        assertThat(new Box(300, 53, 224, 224).touches(lesion, 22.4)).isFalse();
    }
}
