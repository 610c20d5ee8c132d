package dev.singan.classify.backbone;

import dev.singan.base.Hashes;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An image for a backbone, that is read when it is needed.
 *
 * @param key tells the image's content and what was done to it: the same key always gives the same pixels
 * @param loader makes the image; called from any thread
 */
public record ImageSource(String key, Supplier<GrayImage> loader) {
    /** An image file as it is, such as a synthetic patch, which has been through the SinGAN's size already. */
    public static ImageSource file(Path file) throws IOException {
        return new ImageSource("as-is:" + Hashes.sha256(file), () -> ImageFiles.read(file));
    }

    /** An image file brought through the SinGAN's size, as real patches have to be beside synthetic ones. */
    public static ImageSource resampled(Path file, PatchResampling resampling) throws IOException {
        String key = "through-" + resampling.size() + ":" + Hashes.sha256(file);
        return new ImageSource(key, () -> resampling.apply(ImageFiles.read(file)));
    }

    /**
     * This image changed further, as augmentation does.
     *
     * @param change tells what is done, such as {@code flip}; the same words must always mean the same change
     * @param operation does it
     */
    public ImageSource changed(String change, UnaryOperator<GrayImage> operation) {
        return new ImageSource(key + ":" + change, () -> operation.apply(loader.get()));
    }
}
