package dev.singan.gan.train;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.InitialWeights;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.ModelFiles;
import dev.singan.gan.model.ScaleFiles;
import dev.singan.gan.model.ScaleModel;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StreamNoise;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.image.ColorQuantizer;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains one scale of a SinGAN anew on images of few colours from the scales below, so that it learns to make detail out of flat paint
 * ({@code train_paint} of the official code).
 */
public final class PaintTraining {
    private final TrainedSingan model;
    private final Path directory;
    private final SinganConfig config;
    private final Engine engine;
    private final int scale;
    private final long seed;
    private final String key;

    private PaintTraining(
            TrainedSingan model, Path directory, SinganConfig config, Engine engine, int scale, long seed, String key) {
        this.model = model;
        this.directory = directory;
        this.config = config;
        this.engine = engine;
        this.scale = scale;
        this.seed = seed;
        this.key = key;
    }

    /** The colours of a SinGAN's training image at a scale. */
    public static ColorQuantizer colors(TrainedSingan model, int scale, long seed) {
        return ColorQuantizer.of(
                real(model, scale), ColorQuantizer.COLORS, new Seeds(seed).stream("paint/colors/scale-" + scale));
    }

    private static FloatImage real(TrainedSingan model, int scale) {
        return model.pyramid()
                .images(model.image(), model.description().config())
                .get(scale);
    }

    /**
     * Trains the scale, goes on with a training that was interrupted (to the same bits), or reads the result where it was trained before.
     *
     * @param directory where the whole SinGAN with the new scale is written
     * @param scale from 1
     * @param iterations of the scale
     * @param engineName {@code auto}, {@code exact}, {@code cuda} or {@code nd4j}
     * @param replaces whether what the directory holds of another training is replaced
     * @throws UserException where there is no such scale, or another training would have to be replaced and may not
     */
    public static TrainedSingan train(
            TrainedSingan model,
            Path directory,
            int scale,
            int iterations,
            long seed,
            String engineName,
            boolean replaces,
            Progress progress)
            throws IOException {
        if (scale < 1 || scale >= model.pyramid().scales()) {
            throw Singan.noScale(model.description().name(), model.pyramid().scales(), scale, 1);
        }
        SinganConfig config = model.description().config().withOptimiser(o -> o.withIterations(iterations));
        Engine engine = Engines.of(engineName);
        String key = Hashes.sha256(Json.line(Map.of(
                "model", model.description(),
                "config", config,
                "scale", scale,
                "seed", seed,
                "engine", engine.arithmetic().description())));
        if (Files.exists(directory.resolve(Singan.MODEL_FILE))) {
            TrainedSingan known = Singan.read(directory);
            if (known.description().key().equals(key)) {
                return known;
            }
        }
        if (!replaces) {
            requireNoOther(directory, key);
        }
        Files.createDirectories(directory);
        ScaleModel trained = new PaintTraining(model, directory, config, engine, scale, seed, key).train(progress);
        TrainedSingan result = replace(model, scale, trained, key);
        ModelFiles.write(directory, result);
        CheckpointFile.delete(directory);
        return result;
    }

    /** A model here has another key than the training's, as that one's was looked for before. */
    private static void requireNoOther(Path directory, String key) throws IOException {
        boolean finished = Files.exists(directory.resolve(Singan.MODEL_FILE));
        if (finished
                || CheckpointFile.key(directory).filter(k -> !k.equals(key)).isPresent()) {
            throw new UserException(directory + " holds the " + (finished ? "finished" : "unfinished")
                    + " training of another SinGAN, seed, number of iterations or engine for painting, which is not"
                    + " replaced. Give another working folder with -Dsingan.workDirectory=…, or replace it with"
                    + " -Dsingan.force=all");
        }
    }

    private ScaleModel train(Progress progress) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(directory, key, progress);
        ColorQuantizer colors = colors(model, scale, seed);
        StreamNoise noise = new StreamNoise(new Seeds(seed).stream("gan/" + name() + "/scale-" + scale + "/noise"));
        NetState generator = checkpoint == null ? initial(Net.GENERATOR) : checkpoint.generator();
        NetState critic = checkpoint == null ? initial(Net.CRITIC) : checkpoint.critic();
        try (GeneratorChain below = new GeneratorChain(model.pyramid(), engine)) {
            model.scales().subList(0, scale).forEach(below::add);
            FloatImage real = real(model, scale);
            try (ScaleTrainer trainer =
                    new ScaleTrainer(config, real, below, engine, generator, critic, noise, colors::quantize)) {
                if (checkpoint == null) {
                    trainer.begin();
                } else {
                    noise.restore(checkpoint.noisePosition());
                    trainer.resume(checkpoint.iteration(), checkpoint.reconstructionNoise());
                }
                iterate(trainer, noise, progress);
                return trainer.model();
            }
        }
    }

    private String name() {
        return model.description().name() + "/paint";
    }

    private NetState initial(Net net) {
        ScaleShape shape = model.scales().get(scale).shape();
        return InitialWeights.draw(
                shape.layout(net), new Seeds(seed).stream(InitialWeights.streamName(name(), scale, net)));
    }

    private void iterate(ScaleTrainer trainer, StreamNoise noise, Progress progress) throws IOException {
        while (trainer.iteration() < config.optimiser().iterations()) {
            progress.checkCancelled();
            trainer.iterate(1);
            int done = trainer.iteration();
            progress.advance(
                    "scale " + scale + " on few colours",
                    done,
                    config.optimiser().iterations());
            if (done % config.run().checkpointInterval() == 0
                    && done < config.optimiser().iterations()) {
                ScaleModel now = trainer.model();
                new Checkpoint(
                                key,
                                scale,
                                done,
                                now.generator(),
                                now.critic(),
                                now.reconstructionNoise().data(),
                                noise.position())
                        .write(directory);
            }
        }
    }

    private static TrainedSingan replace(TrainedSingan model, int scale, ScaleModel trained, String key) {
        List<ScaleModel> models = new ArrayList<>(model.scales());
        models.set(scale, trained);
        ModelDescription old = model.description();
        List<ModelDescription.Scale> scales = new ArrayList<>(old.scales());
        ScaleShape shape = trained.shape();
        scales.set(
                scale,
                new ModelDescription.Scale(
                        scale,
                        shape.width(),
                        shape.height(),
                        shape.filters(),
                        trained.noiseAmplitude(),
                        ScaleFiles.name(scale)));
        ModelDescription description = old.with(key, scales);
        return new TrainedSingan(description, model.pyramid(), models, model.image());
    }
}
