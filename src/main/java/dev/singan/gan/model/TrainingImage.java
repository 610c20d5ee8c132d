package dev.singan.gan.model;

import dev.singan.gan.config.SinganConfig;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads images in the channels of a SinGAN. */
public final class TrainingImage {
    /** The prepared image in a SinGAN's folder. */
    public static final String FILE = "image.png";

    private TrainingImage() {}

    /**
     * The image that is learned: in colour where the file is and the SinGAN has three channels, otherwise grey in each channel.
     *
     * @throws dev.singan.base.UserException where it cannot be read
     */
    public static FloatImage of(Path file, SinganConfig config) {
        if (config.pyramid().channels() == 3) {
            FloatImage color = ImageFiles.readColor(file);
            if (color.isColor()) {
                List<GrayImage> planes = new ArrayList<>();
                for (GrayImage plane : color.planes()) {
                    planes.add(config.pyramid()
                            .preparation()
                            .apply(plane, config.pyramid().imageSize()));
                }
                return FloatImage.of(planes);
            }
        }
        return FloatImage.of(
                config.pyramid()
                        .preparation()
                        .apply(ImageFiles.read(file), config.pyramid().imageSize()),
                config.pyramid().channels());
    }

    /** An image as it is, in the channels asked for. Errors as in {@link #of}. */
    public static FloatImage read(Path file, int channels) {
        return channels == 3
                ? FloatImage.of(ImageFiles.readColor(file).planes())
                : FloatImage.of(ImageFiles.read(file), channels);
    }
}
