package dev.singan.maven.image;

import dev.singan.gan.use.ImageRequest;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Fits an object that was pasted into the training image to its surroundings ({@code harmonization.py}). */
@Mojo(name = "harmonize", threadSafe = true, requiresProject = false)
public final class HarmonizeMojo extends AbstractMaskedMojo {
    @Override
    protected void run() throws IOException, InterruptedException {
        injectMasked(ImageRequest.Use.HARMONIZE);
    }
}
