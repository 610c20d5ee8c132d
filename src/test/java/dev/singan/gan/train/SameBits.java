package dev.singan.gan.train;

import dev.singan.base.FileTree;
import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.image.FloatImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a small SinGAN and a small ConSinGAN on a picture that is drawn by a formula, samples from the first, and prints the SHA-256 of each file that
 * they leave. Whatever the processor, the vectors, the threads and the JVM: it prints the same. {@code src/test/reference/same_bits.sh} runs it in
 * every way that a machine has.
 */
public final class SameBits {
    private static final int SIDE = 21;
    private static final int WIDTH = 26;

    private SameBits() {}

    /**
     * @param arguments none
     * @throws IOException where a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("same-bits");
        try {
            hashes(folder).forEach((file, hash) -> System.out.println(hash + "  " + file));
        } finally {
            FileTree.delete(folder);
        }
    }

    /** Hashes by file name, of both models and of the samples. */
    static Map<String, String> hashes(Path folder) throws IOException {
        Path image = folder.resolve("image.png");
        ImageFiles.writePng(image, picture(), true);
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withChannels(3).withMinSize(13).withScaleFactor(0.62))
                .withNetworks(n -> n.withFilters(8))
                .withOptimiser(o -> o.withIterations(2))
                .withRun(r -> r.withEngine("exact"));
        Map<String, String> hashes = new TreeMap<>();
        SinganTrainer.train(new TrainRequest(image, folder.resolve("singan"), config, 1, "bits"), Progress.NONE);
        add(hashes, folder.resolve("singan"));
        SinganConfig growing =
                config.withPyramid(p -> p.withChannels(1)).withTrainer(new Trainer.Consingan(3, 2, 0.1, 0.05));
        Trainers.train(new TrainRequest(image, folder.resolve("consingan"), growing, 1, "bits"), Progress.NONE);
        add(hashes, folder.resolve("consingan"));
        try (Singan singan = Singan.load(folder.resolve("singan"))) {
            Path samples = Files.createDirectories(folder.resolve("samples"));
            for (int i = 0; i < 3; i++) {
                ImageFiles.writePng(samples.resolve(i + ".png"), singan.sample(SampleRequest.of(3, 9), i), true);
            }
        }
        add(hashes, folder.resolve("samples"));
        return hashes;
    }

    private static void add(Map<String, String> hashes, Path folder) throws IOException {
        KilledTraining.hashes(folder).forEach((file, hash) -> hashes.put(folder.getFileName() + "/" + file, hash));
    }

    /** One hash of all. */
    static String hash(Map<String, String> hashes) {
        return Hashes.sha256(hashes.toString());
    }

    /** Rings and stripes, without any function of a library. */
    private static FloatImage picture() {
        float[] values = new float[3 * SIDE * WIDTH];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int ring = ((x - 9) * (x - 9) + (y - 12) * (y - 12)) / 30 % 3;
                    int stripe = (x + (c + 1) * y) / 5 % 2;
                    values[(c * SIDE + y) * WIDTH + x] = 0.5f * ring + 0.25f * stripe - 0.75f;
                }
            }
        }
        return new FloatImage(3, SIDE, WIDTH, values);
    }
}
