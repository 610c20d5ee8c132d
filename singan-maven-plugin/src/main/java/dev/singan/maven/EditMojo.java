package dev.singan.maven;

import dev.singan.gan.ImageRequest;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes a natural image of a training image in which regions were moved or copied ({@code editing.py}). */
@Mojo(name = "edit", threadSafe = true, requiresProject = false)
public final class EditMojo extends AbstractInjectionMojo {
    /** A mask of the reference's size: not black where it was changed. */
    @Parameter(property = "singan.mask")
    private @Nullable File mask;

    @Override
    void run() throws IOException, InterruptedException {
        inject(
                ImageRequest.Use.EDIT,
                required(mask, "singan.mask", "a mask that is white where the image was changed"),
                null,
                0);
    }
}
