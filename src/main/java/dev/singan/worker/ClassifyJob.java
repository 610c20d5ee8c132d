package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.classify.Classification;
import dev.singan.classify.ClassificationRequest;
import java.io.IOException;

/** Runs the classifiers; the request is a {@link ClassificationRequest}. */
public final class ClassifyJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        Classification.run(Json.mapper().treeToValue(request, ClassificationRequest.class), progress);
        return true;
    }
}
