package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.study.Evaluation;
import dev.singan.study.EvaluationRequest;
import java.io.IOException;

/** Evaluates a study; the request is an {@link EvaluationRequest}. */
public final class EvaluateJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        Evaluation.run(Json.mapper().treeToValue(request, EvaluationRequest.class), progress);
        return true;
    }
}
