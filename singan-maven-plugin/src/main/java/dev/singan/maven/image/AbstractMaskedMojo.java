package dev.singan.maven.image;

import dev.singan.gan.use.ImageRequest;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal in which only a part of the image that enters is new. */
abstract class AbstractMaskedMojo extends AbstractInjectionMojo {
    /** A mask of the reference's size: not black where it was changed. */
    @Parameter(property = "singan.mask")
    private @Nullable File mask;

    /** Lets the image enter, and keeps what the mask leaves black. */
    final void injectMasked(ImageRequest.Use use) throws IOException, InterruptedException {
        inject(
                use,
                requiredFile(mask, "singan.mask", "a mask that is white where the image was changed"),
                null,
                0,
                false);
    }
}
