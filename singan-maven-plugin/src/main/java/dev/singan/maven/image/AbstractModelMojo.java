package dev.singan.maven.image;

import dev.singan.base.UserException;
import dev.singan.gan.model.ModelFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that uses a trained SinGAN. */
abstract class AbstractModelMojo extends AbstractImageMojo {
    /**
     * Folder of the trained SinGAN: one that {@code train-image} wrote, or one of the official PyTorch code with {@code Zs.pth}, {@code NoiseAmp.pth},
     * {@code reals.pth} and a folder per scale with {@code netG.pth}.
     */
    @Parameter(property = "singan.model")
    private @Nullable File model;

    /** The image that the SinGAN was trained on, in place of {@code singan.model} where {@code train-image} chose the folder. */
    @Parameter(property = "singan.image")
    private @Nullable File image;

    /** The folder of the SinGAN. */
    final Path model() throws IOException {
        if (model != null) {
            return existing(path(model));
        }
        if (image == null) {
            throw new UserException("singan.model is not given: it is the folder of a trained SinGAN. Train one with"
                    + " mvn dev.singan:singan-maven-plugin:train-image -Dsingan.image=…");
        }
        Path folder = existing(ModelFolder.of(folder().models(), path(image), ""));
        ModelFolder.requireOf(folder, path(image));
        return folder;
    }

    private static Path existing(Path folder) {
        if (!Files.exists(folder)) {
            throw new UserException("There is no " + folder
                    + ": train it with mvn dev.singan:singan-maven-plugin:train-image -Dsingan.image=… -Dsingan.model="
                    + folder);
        }
        return folder;
    }
}
