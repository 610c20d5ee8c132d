package dev.singan.gan.train;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.ConsinganFiles;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.ScaleFiles;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StageGenerators;
import dev.singan.gan.model.StagePyramid;
import dev.singan.gan.model.StreamNoise;
import dev.singan.gan.model.TrainedConsingan;
import dev.singan.gan.model.TrainingImage;
import dev.singan.image.FloatImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engines.Engines;
import dev.singan.tensor.growing.ConvolutionLayout;
import dev.singan.tensor.growing.GrowingShape;
import dev.singan.tensor.growing.NetWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a ConSinGAN from one image (Hinz, Fisher, Wang, Wermter, WACV 2021): a generator that grows by a stage per size, of which the
 * newest stages are trained together, and a critic that goes on from the one of the stage below.
 *
 * <p>Into the request's directory go {@code image.png} (what is learned), {@code generator.safetensors}, per stage {@code scale-K.safetensors}
 * and {@code scale-K.png} (a sample), {@code losses.csv} and, last, {@code model.json}. Checkpoints are as in {@link SinganTrainer}.
 */
public final class ConsinganTrainer {
    private final TrainRequest request;
    private final SinganConfig config;
    private final Trainer.Consingan consingan;
    private final Progress progress;
    private final Engine engine;
    private final String engineReason;
    private final String imageHash;
    private final String key;
    private final FloatImage image;
    private final Pyramid pyramid;
    private final DivergenceWatch watch;
    private final LossFile losses;
    private final Seeds seeds;
    private final List<TrainedConsingan.Stage> stages = new ArrayList<>();

    private ConsinganTrainer(TrainRequest request, Progress progress) throws IOException {
        this.request = request;
        this.progress = progress;
        config = request.config();
        if (!(config.trainer() instanceof Trainer.Consingan how)) {
            throw new IllegalArgumentException("the configuration is a SinGAN's");
        }
        consingan = how;
        Engines.Choice choice = Engines.chooseForLayers(config.run().engine());
        engine = choice.engine();
        engineReason = choice.reason();
        imageHash = Hashes.sha256(request.image());
        key = TrainingKey.of(request, engine, imageHash);
        image = TrainingImage.of(request.image(), config);
        pyramid = StagePyramid.of(image.height(), image.width(), config, consingan);
        watch = new DivergenceWatch(request.label(), progress);
        losses = new LossFile(request.directory());
        seeds = new Seeds(request.seed());
    }

    /** Trains a ConSinGAN, goes on with one that was interrupted, or reads one that is finished. Errors as in {@link SinganTrainer#train}. */
    public static TrainedConsingan train(TrainRequest request, Progress progress) throws IOException {
        return new ConsinganTrainer(request, progress).train();
    }

    private TrainedConsingan train() throws IOException {
        Path directory = request.directory();
        if (TrainingKey.isFinished(directory, key)
                && Singan.readModel(directory) instanceof TrainedConsingan finished) {
            CheckpointFile.delete(directory);
            return finished;
        }
        Files.deleteIfExists(directory.resolve(Singan.MODEL_FILE));
        ConsinganFiles.Standing standing = ConsinganFiles.read(directory, key, progress);
        watch.image(image);
        progress.info("ConSinGAN " + request.label() + ": " + pyramid.describe() + ", "
                + config.optimiser().iterations() + " iterations per stage, engine " + engineReason + " ("
                + engine.description() + ")");
        Files.createDirectories(directory);
        ImageFiles.writePng(directory.resolve(TrainingImage.FILE), image, image.isColor());
        if (standing != null) {
            restore(standing);
        }
        List<FloatImage> reals = StagePyramid.images(image, pyramid, config);
        NetWeights generator = initial(
                ConvolutionLayout.generator(
                        config.pyramid().channels(), config.networks().filters(), 1),
                "generator");
        NetWeights critic = initial(
                ConvolutionLayout.critic(
                        config.pyramid().channels(), config.networks().filters()),
                "critic");
        for (int k = stages.size(); k < pyramid.scales(); k++) {
            if (k > 0 && standing == null) {
                generator = GrowingWeights.grown(generator);
            }
            StreamNoise noise = new StreamNoise(seeds.stream(stream("stage-" + k + "/noise")));
            if (standing == null) {
                stages.add(StageTrainer.begin(
                        config, consingan, reals.get(k), shape(k + 1), stages, engine, generator, noise));
            } else {
                stages.add(standing.stage());
                noise.restore(standing.noisePosition());
                generator = standing.generator();
                critic = standing.critic();
            }
            int done = standing == null ? 0 : standing.iteration();
            try (StageTrainer trainer = new StageTrainer(
                    config, consingan, reals.get(k), shape(k + 1), stages, engine, generator, critic, noise, done)) {
                iterate(trainer, noise);
                generator = GrowingWeights.withFreshOptimizer(trainer.save(Net.GENERATOR));
                critic = GrowingWeights.withFreshOptimizer(trainer.save(Net.CRITIC));
            }
            standing = null;
            finishStage(k, generator, critic, reals.get(k));
        }
        return finish(generator);
    }

    private NetWeights initial(ConvolutionLayout layout, String net) {
        return GrowingWeights.draw(layout, seeds.stream(stream(net)));
    }

    private String stream(String purpose) {
        return "gan/" + request.name() + "/consingan/" + purpose;
    }

    private GrowingShape shape(int stages) {
        return StageGenerators.shape(
                pyramid.sizes().subList(0, stages),
                config.pyramid().channels(),
                config.networks().filters(),
                1,
                1);
    }

    /** Reads what was finished before the checkpoint. */
    private void restore(ConsinganFiles.Standing standing) throws IOException {
        for (int k = 0; k < standing.number(); k++) {
            stages.add(ConsinganFiles.readStage(ScaleFiles.file(request.directory(), k)));
        }
        losses.restore(standing.number(), standing.iteration());
        progress.info("ConSinGAN " + request.label() + ": going on at stage " + standing.number() + ", iteration "
                + standing.iteration());
    }

    private void iterate(StageTrainer trainer, StreamNoise noise) throws IOException {
        if (trainer.iteration() == 0) {
            checkpoint(trainer, noise);
        }
        int k = stages.size() - 1;
        long cost = cost(k);
        long before = config.optimiser().iterations() * work(k);
        long total = config.optimiser().iterations() * work(pyramid.scales());
        while (trainer.iteration() < config.optimiser().iterations()) {
            progress.checkCancelled();
            LossRow row = trainer.iterate();
            losses.add(row);
            watch.losses(row);
            int done = trainer.iteration();
            progress.advance("ConSinGAN " + request.label(), before + done * cost, total);
            if (done % config.run().checkpointInterval() == 0
                    && done < config.optimiser().iterations()) {
                checkpoint(trainer, noise);
            }
        }
    }

    private void checkpoint(StageTrainer trainer, StreamNoise noise) throws IOException {
        losses.write();
        ConsinganFiles.write(
                request.directory(),
                new ConsinganFiles.Standing(
                        key,
                        trainer.iteration(),
                        stages.get(stages.size() - 1),
                        trainer.save(Net.GENERATOR),
                        trainer.save(Net.CRITIC),
                        noise.position()));
    }

    private void finishStage(int k, NetWeights generator, NetWeights critic, FloatImage real) throws IOException {
        Path directory = request.directory();
        losses.write();
        ConsinganFiles.writeStage(directory, k, stages.get(k), critic);
        StreamNoise noise = new StreamNoise(seeds.stream(stream("stage-" + k + "/sample")));
        try (StageGenerators generators = new StageGenerators(engine, consingan.slope(), pyramid, generator, stages)) {
            FloatImage sample = Singan.clamp(generators.sample(0, 1, 1, noise));
            ImageFiles.writePng(directory.resolve("scale-" + k + ".png"), sample, image.isColor());
            watch.sample(k, config.optimiser().iterations(), sample, real);
        }
    }

    private TrainedConsingan finish(NetWeights generator) throws IOException {
        Path directory = request.directory();
        ConsinganFiles.writeGenerator(directory, generator);
        List<ModelDescription.Scale> scales = new ArrayList<>();
        for (int k = 0; k < stages.size(); k++) {
            Pyramid.Size size = pyramid.sizes().get(k);
            scales.add(new ModelDescription.Scale(
                    k,
                    size.width(),
                    size.height(),
                    config.networks().filters(),
                    stages.get(k).noiseAmplitude(),
                    ScaleFiles.name(k)));
        }
        ModelDescription description = request.describe(key, imageHash, engine, pyramid, scales);
        Json.write(directory.resolve(Singan.MODEL_FILE), description);
        CheckpointFile.delete(directory);
        return new TrainedConsingan(description, pyramid, generator, stages, image);
    }

    /** Time goes with pixels, most of it at the newest stage. */
    private long cost(int k) {
        Pyramid.Size size = pyramid.sizes().get(k);
        return (long) size.height() * size.width();
    }

    /** The cost of an iteration of each stage before one. */
    private long work(int stages) {
        long work = 0;
        for (int k = 0; k < stages; k++) {
            work += cost(k);
        }
        return work;
    }
}
