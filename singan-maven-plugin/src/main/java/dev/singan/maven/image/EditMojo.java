package dev.singan.maven.image;

import dev.singan.gan.use.ImageRequest;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Makes a natural image of a training image in which regions were moved or copied ({@code editing.py}). */
@Mojo(name = "edit", threadSafe = true, requiresProject = false)
public final class EditMojo extends AbstractMaskedMojo {
    @Override
    protected void run() throws IOException, InterruptedException {
        injectMasked(ImageRequest.Use.EDIT);
    }
}
