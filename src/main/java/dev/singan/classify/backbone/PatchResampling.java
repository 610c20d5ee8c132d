package dev.singan.classify.backbone;

import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.Resize;

/**
 * The way that every patch takes before a backbone sees it, so that no class can be told by its sharpness. A synthetic patch
 * comes from a SinGAN of some size and was enlarged to the patches' size; a real one is brought to that size as the SinGAN's
 * own training image was (bicubic, antialiased), and enlarged as the samples are (bilinear).
 *
 * @param size the SinGANs' side in pixels ({@code singan.gan.size})
 */
public record PatchResampling(int size) {
    /** @throws IllegalArgumentException where the size is below 1 */
    public PatchResampling {
        if (size < 1) {
            throw new IllegalArgumentException("size " + size);
        }
    }

    /** A real patch through the SinGAN's size and back to its own. */
    public GrayImage apply(GrayImage patch) {
        GrayImage small = reduce(patch).toGray();
        return enlarge(small, patch.width(), patch.height());
    }

    /** A patch at the SinGAN's size, as the SinGAN's training image is made. */
    public FloatImage reduce(GrayImage patch) {
        return Bicubic.resize(FloatImage.of(patch, 1), size, size);
    }

    /** An image of the SinGAN's size at a patch's size, as samples are enlarged. */
    public static GrayImage enlarge(GrayImage sample, int width, int height) {
        return Resize.bilinear(sample, width, height);
    }
}
