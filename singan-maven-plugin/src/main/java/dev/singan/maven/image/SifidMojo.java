package dev.singan.maven.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.WorkFolder;
import dev.singan.study.FolderSifid;
import dev.singan.worker.JobKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Measures SiFID between two folders of images ({@code sifid_score.py}), pair by pair in the order of their names. */
@Mojo(name = "sifid", threadSafe = true, requiresProject = false)
public final class SifidMojo extends AbstractImageMojo {
    /** Folder of the real images, or of the one that all others are compared with. */
    @Parameter(property = "singan.real")
    private @Nullable File real;

    /** Folder of the generated images. */
    @Parameter(property = "singan.fake")
    private @Nullable File fake;

    /** Inception-v3's weights (.pth or .safetensors of torchvision's layout); without them fixed filters that need none are used. */
    @Parameter(property = "singan.sifid.weights")
    private @Nullable File weights;

    @Override
    protected void run() throws IOException, InterruptedException {
        Path fakes = required(fake, "singan.fake", "a folder of generated images");
        FolderSifid.Request request = new FolderSifid.Request(
                required(real, "singan.real", "a folder of real images"),
                fakes,
                weights == null ? null : path(weights),
                WorkFolder.sifid(output(fakes)));
        claimOutput(output(fakes));
        JsonNode result = work(JobKind.FOLDER_SIFID, request);
        JsonNode distribution = result.get("distribution");
        getLog().info("sifid (" + result.get("layer").asText() + "): mean " + distribution.get("mean") + ", deviation "
                + distribution.get("sd") + ", median " + distribution.get("median") + " of "
                + distribution.get("n") + " pairs, in " + request.output());
    }
}
