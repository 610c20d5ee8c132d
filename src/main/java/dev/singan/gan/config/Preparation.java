package dev.singan.gan.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.PillowResize;
import dev.singan.image.Resize;

/** How a patch becomes the image that a SinGAN learns. */
public enum Preparation {
    /** Bicubic with antialiasing, to a square of {@link PyramidConfig#imageSize}; 0 leaves it as it is. */
    @JsonProperty("square")
    SQUARE,
    /** The thesis's: bilinear as Pillow to 256x256, then bilinear as OpenCV to 572 columns and 380 rows, which distorts the aspect. */
    @JsonProperty("thesis")
    THESIS;

    private static final int THESIS_SQUARE = 256;
    private static final int THESIS_WIDTH = 572;
    private static final int THESIS_HEIGHT = 380;

    /** The rows of the training image of a square patch that is to be resized to a side. */
    public int height(int side) {
        return this == THESIS ? THESIS_HEIGHT : side;
    }

    /** The columns of the training image of a square patch that is to be resized to a side. */
    public int width(int side) {
        return this == THESIS ? THESIS_WIDTH : side;
    }

    /** The training image that a patch becomes. */
    public GrayImage apply(GrayImage patch, int imageSize) {
        if (this == THESIS) {
            return Resize.bilinear(
                    PillowResize.bilinear(patch, THESIS_SQUARE, THESIS_SQUARE), THESIS_WIDTH, THESIS_HEIGHT);
        }
        if (imageSize == 0 || patch.width() == imageSize && patch.height() == imageSize) {
            return patch;
        }
        return Bicubic.resize(FloatImage.of(patch, 1), imageSize, imageSize).toGray();
    }
}
