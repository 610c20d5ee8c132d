package dev.singan.maven.image;

import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.use.ImageRequest;
import dev.singan.gan.use.SuperResolution;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Enlarges an image by a factor ({@code SR.py}). With {@code singan.image} a SinGAN is first trained for it, with a pyramid of its own and
 * a reconstruction weight of 100; with {@code singan.model} alone a trained one is used.
 */
@Mojo(name = "super-resolve", threadSafe = true, requiresProject = false)
public final class SuperResolveMojo extends AbstractImageTrainMojo {
    /** How much larger the image becomes, from 1.2 to 16. */
    @Parameter(property = "singan.sr.factor", defaultValue = "4")
    private double factor;

    @Override
    protected void run() throws IOException, InterruptedException {
        SinganConfig config = SuperResolution.config(config(), factor);
        Path model = trained("-sr" + factor, config);
        make(new ImageRequest.Enlarged(model, output(model), engine, factor, seed));
    }
}
