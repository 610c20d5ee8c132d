package dev.singan.maven.image;

import dev.singan.gan.use.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes a picture of a painting ({@code paint2image.py}). */
@Mojo(name = "paint", threadSafe = true, requiresProject = false)
public final class PaintMojo extends AbstractInjectionMojo {
    /** Whether the painting is brought to five colours of the training image, on which the start scale is first trained anew. */
    @Parameter(property = "singan.paint.quantize", defaultValue = "false")
    private boolean quantize;

    /** Iterations of that training. */
    @Parameter(property = "singan.gan.iterations", defaultValue = "2000")
    private int iterations;

    /** With {@code paint} or {@code all} such a training of another SinGAN, seed or number of iterations is replaced; without it the build fails. */
    @Parameter(property = "singan.force")
    private @Nullable String force;

    @Override
    protected void run() throws IOException, InterruptedException {
        @Nullable Path trained = quantize ? folder().models().resolve(name(model()) + "-paint" + startScale()) : null;
        if (trained != null) {
            claimModel(trained);
        }
        inject(ImageRequest.Use.PAINT, null, trained, iterations, isForced(force));
    }
}
