package dev.singan.benchmark;

import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.train.TrainRequest;
import dev.singan.gan.train.Trainers;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.metric.GaborMap;
import dev.singan.metric.SampleQuality;
import dev.singan.metric.SifidPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SinGAN and ConSinGAN side by side: time of the training, SiFID and diversity of 50 samples. Run with OMP_NUM_THREADS=1 and
 * {@code --add-modules jdk.incubator.vector}.
 *
 * <p>Arguments: folder, iterations, then patches (greyscale images, trained on at 64x64) or the word {@code pebbles} for an image in colour.
 */
public final class TrainerComparison {
    private static final int SAMPLES = 50;

    private TrainerComparison() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        int iterations = Integer.parseInt(arguments[1]);
        SinganConfig patch = SinganConfig.withDefaults().withOptimiser(o -> o.withIterations(iterations));
        System.out.println("image trainer filters seconds sifid sd diversity");
        for (int i = 2; i < arguments.length; i++) {
            boolean colour = arguments[i].equals("pebbles");
            Path image = colour ? folder.resolve("pebbles.png") : Path.of(arguments[i]);
            if (colour) {
                ImageFiles.writePng(image, Pebbles.draw(48, 64, 12, 7), true);
            }
            SinganConfig base =
                    colour ? SinganConfig.of(Recipe.OFFICIAL).withOptimiser(o -> o.withIterations(iterations)) : patch;
            String name = String.valueOf(image.getFileName()).replaceAll("\\.[a-z]+$", "");
            measure(folder, image, name + "-singan", base);
            SinganConfig grown = base.consingan(Trainer.Consingan.published());
            measure(folder, image, name + "-consingan-32", grown.withNetworks(n -> n.withFilters(32)));
            measure(folder, image, name + "-consingan-64", grown);
        }
    }

    private static void measure(Path folder, Path image, String name, SinganConfig config) throws IOException {
        Path directory = folder.resolve(name);
        long start = System.nanoTime();
        Trainers.train(new TrainRequest(image, directory, config, 42, name), Progress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Singan model = Singan.load(directory)) {
            List<FloatImage> samples = model.sample(SampleRequest.of(SAMPLES, 1));
            List<GrayImage> grey = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                grey.add(samples.get(i).toGray());
                if (i < 4) {
                    ImageFiles.writePng(
                            folder.resolve(name + "-" + i + ".png"),
                            samples.get(i),
                            model.model().color());
                }
            }
            SampleQuality quality = SampleQuality.measure(
                    new GaborMap(), SifidPath.PIXELS, model.model().real().toGray(), grey, List.of(), new Seeds(42));
            System.out.printf(
                    Locale.ROOT,
                    "%s %d %.1f %.5f %.5f %.3f%n",
                    name,
                    config.networks().filters(),
                    seconds,
                    quality.mean(),
                    quality.sd(),
                    quality.diversity());
        }
    }
}
