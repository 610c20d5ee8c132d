package dev.singan.maven;

import dev.singan.gan.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes a picture of a painting ({@code paint2image.py}). */
@Mojo(name = "paint", threadSafe = true, requiresProject = false)
public final class PaintMojo extends AbstractInjectionMojo {
    /** Whether the painting is brought to five colours of the training image, on which the start scale is first trained anew. */
    @Parameter(property = "singan.paint.quantize", defaultValue = "false")
    private boolean quantize;

    /** Iterations of that training. */
    @Parameter(property = "singan.gan.iterations", defaultValue = "2000")
    private int iterations;

    @Override
    void run() throws IOException, InterruptedException {
        Path trained = quantize ? modelOf(model(), "-paint" + startScale()) : null;
        inject(ImageRequest.Use.PAINT, null, trained, iterations);
    }
}
