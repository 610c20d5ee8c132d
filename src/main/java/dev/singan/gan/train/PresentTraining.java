package dev.singan.gan.train;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Singan;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a folder holds of a training, finished or not: {@code training.json} while one goes on, {@code model.json} afterwards.
 *
 * @param key the training's key
 * @param finished whether it has ended
 * @param imageSha256 hash of the image's file; null in a folder of an earlier version with a checkpoint alone, which does not tell more
 *     than the key
 * @param seed the seed, or null likewise
 * @param config how it is trained, or null likewise
 * @param engine the engine, in words, or null likewise
 */
@JsonPropertyOrder({"key", "finished", "imageSha256", "seed", "config", "engine"})
record PresentTraining(
        String key,
        boolean finished,
        @Nullable String imageSha256,
        @Nullable Long seed,
        @Nullable SinganConfig config,
        @Nullable String engine) {
    static final String FILE = "training.json";

    private static final int SHOWN = 12;

    /** The training that a request asks for. */
    static PresentTraining of(TrainRequest request) throws IOException {
        SinganConfig config = request.config();
        Engine engine = Engines.of(config.run().engine());
        String hash = Hashes.sha256(request.image());
        return new PresentTraining(
                TrainingKey.of(request, engine, hash),
                false,
                hash,
                request.seed(),
                config,
                engine.arithmetic().description());
    }

    /** The training in a folder; empty where nothing of one would be lost. */
    static Optional<PresentTraining> in(Path directory) throws IOException {
        Path model = directory.resolve(Singan.MODEL_FILE);
        if (Files.exists(model)) {
            ModelDescription d = ModelDescription.read(directory);
            return Optional.of(
                    new PresentTraining(d.key(), true, d.imageSha256(), d.seed(), d.config(), d.engineDescription()));
        }
        Optional<String> checkpoint = CheckpointFile.key(directory);
        if (checkpoint.isEmpty()) {
            return Optional.empty();
        }
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.of(new PresentTraining(checkpoint.get(), false, null, null, null, null));
        }
        Optional<PresentTraining> begun = Records.find(file, PresentTraining.class, damage -> {});
        // A checkpoint of another training than the one that began last was given up.
        return begun.isPresent()
                ? begun.filter(one -> one.key.equals(checkpoint.get()))
                : Optional.of(new PresentTraining(checkpoint.get(), false, null, null, null, null));
    }

    void write(Path directory) throws IOException {
        Json.write(directory.resolve(FILE), this);
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Whether this has ended, and is what another one wants: the same image, seed and configuration. */
    boolean isFinished(PresentTraining wanted) {
        return finished && differences(wanted).isEmpty();
    }

    /** Whether this is what another one wants, to be gone on with. */
    boolean isBegun(PresentTraining wanted) {
        return !finished && key.equals(wanted.key);
    }

    /** A finished SinGAN is kept though another engine would make another one. */
    void warnOfEngine(PresentTraining wanted, Progress progress) {
        if (!Objects.equals(engine, wanted.engine)) {
            progress.warn("The SinGAN there is finished and stays as it is, though it was trained by " + engine
                    + " and would now be by " + wanted.engine + ": -Dsingan.force=all trains it anew");
        }
    }

    /** @throws UserException where this is not what a request wants */
    void requireBegun(PresentTraining wanted, TrainRequest request) {
        if (isBegun(wanted)) {
            return;
        }
        List<String> differences = differences(wanted);
        if (!Objects.equals(engine, wanted.engine)) {
            differences.add("engine " + engine + " (now " + wanted.engine + ")");
        }
        String what = config == null
                ? "of another image, seed, configuration or engine than is asked for with "
                        + request.image().getFileName()
                : "that is not of what is asked for with " + request.image().getFileName() + ": there is "
                        + String.join("; ", differences);
        throw new UserException(request.directory() + " holds "
                + (finished ? "a finished SinGAN " : "an unfinished training ") + what
                + ". Nothing was replaced. Give the new one a folder of its own with -Dsingan.model=…, or replace the"
                + " old one with -Dsingan.force=all");
    }

    /** What differs, but for the engine: what is there, and what is asked for. */
    private List<String> differences(PresentTraining wanted) {
        List<String> differences = new ArrayList<>();
        if (!Objects.equals(imageSha256, wanted.imageSha256)) {
            differences.add("an image with the SHA-256 " + shown(imageSha256) + " (asked for is "
                    + shown(wanted.imageSha256) + ")");
        }
        if (!Objects.equals(seed, wanted.seed)) {
            differences.add("seed " + seed + " (asked for is " + wanted.seed + ")");
        }
        JsonNode there = plain(config);
        JsonNode asked = plain(wanted.config);
        Set<String> names = new TreeSet<>();
        there.fieldNames().forEachRemaining(names::add);
        asked.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!there.path(name).equals(asked.path(name))) {
                differences.add(name + " " + word(there.path(name)) + " (asked for is " + word(asked.path(name)) + ")");
            }
        }
        return differences;
    }

    private static String word(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }

    private static String shown(@Nullable String hash) {
        return hash == null ? "unknown" : hash.substring(0, Math.min(SHOWN, hash.length())) + "…";
    }

    /** A configuration without what changes no result, or is told of as the engine. */
    private static JsonNode plain(@Nullable SinganConfig config) {
        return config == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(config.withRun(r -> r.withCheckpointInterval(1)
                        .withEngine("auto")));
    }
}
