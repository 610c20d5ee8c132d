package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.gan.TrainRequest;
import dev.singan.gan.Trainers;
import java.io.IOException;

/** Trains a SinGAN or ConSinGAN; the request is a {@link TrainRequest}, the result the number of its scales. */
public final class TrainJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        return Trainers.train(Json.mapper().treeToValue(request, TrainRequest.class), progress)
                .description()
                .scales()
                .size();
    }
}
