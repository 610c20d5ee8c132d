package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.gan.ImageFilesRun;
import dev.singan.gan.ImageRequest;
import java.io.IOException;

/** Makes pictures of a trained SinGAN; the request is an {@link ImageRequest}, the result the names of the files. */
public final class ImageJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        return ImageFilesRun.run(Json.mapper().treeToValue(request, ImageRequest.class), progress);
    }
}
