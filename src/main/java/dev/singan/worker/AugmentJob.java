package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.study.Augmentation;
import dev.singan.study.AugmentationRequest;
import java.io.IOException;

/** Samples a SinGAN; the request is an {@link AugmentationRequest}. */
public final class AugmentJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        Augmentation.run(Json.mapper().treeToValue(request, AugmentationRequest.class), progress);
        return true;
    }
}
