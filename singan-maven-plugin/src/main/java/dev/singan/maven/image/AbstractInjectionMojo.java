package dev.singan.maven.image;

import dev.singan.gan.use.ImageRequest;
import dev.singan.gan.use.InjectionRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal in which an image enters a trained SinGAN. */
abstract class AbstractInjectionMojo extends AbstractModelMojo {
    /** The image that enters: the training image with an object pasted or regions moved, or a painting. */
    @Parameter(property = "singan.reference")
    private @Nullable File reference;

    /** The scale at which it enters, from 1: the higher, the less is changed. */
    @Parameter(property = "singan.startScale", required = true)
    private int startScale;

    /** Lets the image enter. */
    final void inject(
            ImageRequest.Use use, @Nullable Path mask, @Nullable Path paintModel, int iterations, boolean replaces)
            throws IOException, InterruptedException {
        InjectionRequest injection = new InjectionRequest(startScale, seed);
        Path image = requiredFile(reference, "singan.reference", "the image that enters the SinGAN");
        Path model = model();
        make(new ImageRequest.Injected(
                model, output(model), engine, use, image, mask, injection, paintModel, iterations, replaces));
    }

    /** The scale at which the image enters. */
    final int startScale() {
        return startScale;
    }
}
