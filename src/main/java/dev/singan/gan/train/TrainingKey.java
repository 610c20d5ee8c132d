package dev.singan.gan.train;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Records;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Singan;
import dev.singan.tensor.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A hash of all that determines the result of a training. */
final class TrainingKey {
    private TrainingKey() {}

    static String of(TrainRequest request, Engine engine, String imageHash) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("config", request.config().withRun(r -> r.withCheckpointInterval(1)
                .withEngine(engine.arithmetic().name())));
        facts.put("engine", engine.arithmetic().description());
        facts.put("image", imageHash);
        facts.put("name", request.name());
        facts.put("seed", request.seed());
        return Hashes.sha256(Json.line(facts));
    }

    /** Whether a directory holds the finished model of a key. */
    static boolean isFinished(Path directory, String key) throws IOException {
        // What is damaged is not finished, and is trained again.
        return Records.find(directory.resolve(Singan.MODEL_FILE), ModelDescription.class, damage -> {})
                .filter(model -> key.equals(model.key()))
                .isPresent();
    }
}
