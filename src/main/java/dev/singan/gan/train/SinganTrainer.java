package dev.singan.gan.train;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.gan.config.RunConfig;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.InitialWeights;
import dev.singan.gan.model.ModelDescription;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.ScaleFiles;
import dev.singan.gan.model.ScaleModel;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StreamNoise;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.gan.model.TrainingImage;
import dev.singan.image.FloatImage;
import dev.singan.image.file.ImageFiles;
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
import org.jspecify.annotations.Nullable;

/**
 * Trains a SinGAN from one image, scale by scale (Shaham, Dekel, Michaeli, ICCV 2019), as the official code does.
 *
 * <p>Into the request's directory go {@code image.png} (what is learned), per scale {@code scale-K.safetensors} and {@code scale-K.png} (a
 * sample), {@code losses.csv} and, last, {@code model.json}. After each scale and every {@link RunConfig#checkpointInterval}
 * iterations a checkpoint is written: training that was killed goes on from it when it is started again, and ends with the same bits (same
 * engine and thread count) as one that was not.
 */
public final class SinganTrainer {
    private final TrainRequest request;
    private final SinganConfig config;
    private final Progress progress;
    private final Engine engine;
    private final String engineReason;
    private final String key;
    private final String imageHash;
    private final FloatImage image;
    private final Pyramid pyramid;
    private final DivergenceWatch watch;
    private final LossFile losses;
    private long workDone;

    private SinganTrainer(TrainRequest request, Progress progress) throws IOException {
        this.request = request;
        this.progress = progress;
        config = request.config();
        Engines.Choice choice = Engines.choose(config.run().engine());
        engine = choice.engine();
        engineReason = choice.reason();
        imageHash = Hashes.sha256(request.image());
        image = TrainingImage.of(request.image(), config);
        pyramid = Pyramid.of(image.height(), image.width(), config);
        watch = new DivergenceWatch(request.label(), progress);
        losses = new LossFile(request.directory());
        key = TrainingKey.of(request, engine, imageHash);
    }

    /**
     * Trains a SinGAN, goes on with one that was interrupted, or reads one that is finished.
     *
     * @throws dev.singan.base.UserException where the image cannot be read or learned, or training diverges
     * @throws dev.singan.base.CancelledException where the progress asks to stop; a later call goes on from the last checkpoint
     * @throws IOException where a file cannot be written
     */
    public static TrainedSingan train(TrainRequest request, Progress progress) throws IOException {
        return new SinganTrainer(request, progress).train();
    }

    private TrainedSingan train() throws IOException {
        Path directory = request.directory();
        if (TrainingKey.isFinished(directory, key)) {
            CheckpointFile.delete(directory);
            return Singan.read(directory);
        }
        Files.deleteIfExists(directory.resolve(Singan.MODEL_FILE));
        Checkpoint checkpoint = Checkpoint.read(directory, key, progress);
        watch.image(image);
        progress.info("SinGAN " + request.label() + ": " + pyramid.describe() + ", "
                + config.optimiser().iterations() + " iterations per scale, engine " + engineReason + " ("
                + engine.description() + ")");
        ImageFiles.writePng(prepared(), image, image.isColor());
        List<FloatImage> reals = pyramid.images(image, config);
        List<ScaleModel> models = new ArrayList<>();
        try (GeneratorChain chain = new GeneratorChain(pyramid, engine)) {
            if (checkpoint != null) {
                restore(checkpoint, models, chain);
            }
            for (int k = models.size(); k < pyramid.scales(); k++) {
                ScaleModel below = k == 0 ? null : models.get(k - 1);
                ScaleModel model = scale(k, reals.get(k), chain, below, checkpoint);
                checkpoint = null;
                chain.add(model);
                models.add(model);
                finishScale(k, model, chain, reals.get(k));
            }
        }
        return finish(models);
    }

    private Path prepared() throws IOException {
        Files.createDirectories(request.directory());
        return request.directory().resolve(TrainingImage.FILE);
    }

    /** Reads what was finished before the checkpoint. */
    private void restore(Checkpoint checkpoint, List<ScaleModel> models, GeneratorChain chain) throws IOException {
        for (int k = 0; k < checkpoint.scale(); k++) {
            ScaleModel model = ScaleFiles.read(ScaleFiles.file(request.directory(), k));
            models.add(model);
            chain.add(model);
            workDone += config.optimiser().iterations() * cost(k);
        }
        losses.restore(checkpoint.scale(), checkpoint.iteration());
        progress.info("SinGAN " + request.label() + ": going on at scale " + checkpoint.scale() + ", iteration "
                + checkpoint.iteration());
    }

    private ScaleModel scale(
            int k, FloatImage real, GeneratorChain chain, @Nullable ScaleModel below, @Nullable Checkpoint checkpoint)
            throws IOException {
        Seeds seeds = new Seeds(request.seed());
        StreamNoise noise = new StreamNoise(seeds.stream(noiseName(k)));
        NetState generator = checkpoint != null ? checkpoint.generator() : initial(k, Net.GENERATOR, below, seeds);
        NetState critic = checkpoint != null ? checkpoint.critic() : initial(k, Net.CRITIC, below, seeds);
        try (ScaleTrainer trainer = new ScaleTrainer(config, real, chain, engine, generator, critic, noise)) {
            if (checkpoint != null) {
                noise.restore(checkpoint.noisePosition());
                trainer.resume(checkpoint.iteration(), checkpoint.reconstructionNoise());
                workDone += checkpoint.iteration() * cost(k);
            } else {
                trainer.begin();
            }
            iterate(k, trainer, noise);
            return trainer.model();
        }
    }

    /** A network's state before its scale: that of the scale below where it has as many filters, else random. */
    private NetState initial(int k, Net net, @Nullable ScaleModel below, Seeds seeds) {
        if (below != null && below.shape().filters() == config.filters(k)) {
            return (net == Net.GENERATOR ? below.generator() : below.critic()).withFreshOptimizer();
        }
        Pyramid.Size size = pyramid.sizes().get(k);
        ScaleShape shape = new ScaleShape(config.pyramid().channels(), size.height(), size.width(), config.filters(k));
        return InitialWeights.draw(shape.layout(net), seeds.stream(InitialWeights.streamName(request.name(), k, net)));
    }

    private void iterate(int k, ScaleTrainer trainer, StreamNoise noise) throws IOException {
        while (trainer.iteration() < config.optimiser().iterations()) {
            progress.checkCancelled();
            int interval = config.run().checkpointInterval();
            int toCheckpoint = interval - trainer.iteration() % interval;
            int toEnd = config.optimiser().iterations() - trainer.iteration();
            List<LossRow> rows = trainer.iterate(Math.min(toCheckpoint, toEnd));
            for (LossRow row : rows) {
                losses.add(row);
                watch.losses(row);
            }
            workDone += rows.size() * cost(k);
            progress.advance("SinGAN " + request.label(), workDone, totalWork());
            int done = trainer.iteration();
            if (done % config.run().checkpointInterval() == 0
                    && done < config.optimiser().iterations()) {
                ScaleModel model = trainer.model();
                checkpoint(
                        k,
                        done,
                        model.generator(),
                        model.critic(),
                        model.reconstructionNoise().data(),
                        noise.position());
            }
        }
    }

    private void checkpoint(
            int k, int iteration, NetState generator, NetState critic, float[] reconstructionNoise, String position)
            throws IOException {
        losses.write();
        new Checkpoint(key, k, iteration, generator, critic, reconstructionNoise, position).write(request.directory());
    }

    /** Writes a scale's file and sample, then a checkpoint at the start of the next scale. */
    private void finishScale(int k, ScaleModel model, GeneratorChain chain, FloatImage real) throws IOException {
        Path directory = request.directory();
        ScaleFiles.write(ScaleFiles.file(directory, k), model);
        Seeds seeds = new Seeds(request.seed());
        StreamNoise noise = new StreamNoise(seeds.stream("gan/" + request.name() + "/scale-" + k + "/sample"));
        FloatImage sample = Singan.clamp(chain.sample(0, 1, 1, noise));
        ImageFiles.writePng(directory.resolve("scale-" + k + ".png"), sample, image.isColor());
        watch.sample(k, config.optimiser().iterations(), sample, real);
        if (k + 1 < pyramid.scales()) {
            startCheckpoint(k + 1, model, seeds);
        }
    }

    private void startCheckpoint(int k, ScaleModel below, Seeds seeds) throws IOException {
        Pyramid.Size size = pyramid.sizes().get(k);
        Pyramid.Size noise = config.noisePadding() ? GeneratorChain.padded(size) : size;
        checkpoint(
                k,
                0,
                initial(k, Net.GENERATOR, below, seeds),
                initial(k, Net.CRITIC, below, seeds),
                new float[config.pyramid().channels() * noise.height() * noise.width()],
                new StreamNoise(seeds.stream(noiseName(k))).position());
    }

    private String noiseName(int scale) {
        return "gan/" + request.name() + "/scale-" + scale + "/noise";
    }

    private TrainedSingan finish(List<ScaleModel> models) throws IOException {
        losses.write();
        List<ModelDescription.Scale> scales = new ArrayList<>();
        for (int k = 0; k < models.size(); k++) {
            ScaleShape shape = models.get(k).shape();
            scales.add(new ModelDescription.Scale(
                    k,
                    shape.width(),
                    shape.height(),
                    shape.filters(),
                    models.get(k).noiseAmplitude(),
                    ScaleFiles.name(k)));
        }
        ModelDescription description = request.describe(key, imageHash, engine, pyramid, scales);
        Json.write(request.directory().resolve(Singan.MODEL_FILE), description);
        CheckpointFile.delete(request.directory());
        return new TrainedSingan(description, pyramid, models, image);
    }

    /** Time goes with pixels and, for the hidden convolutions, the square of the filters. */
    private long cost(int k) {
        Pyramid.Size size = pyramid.sizes().get(k);
        return (long) size.height() * size.width() * config.filters(k) * config.filters(k) / 1024;
    }

    private long totalWork() {
        long total = 0;
        for (int k = 0; k < pyramid.scales(); k++) {
            total += config.optimiser().iterations() * cost(k);
        }
        return total;
    }
}
