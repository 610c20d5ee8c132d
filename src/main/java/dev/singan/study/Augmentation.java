package dev.singan.study;

import dev.singan.base.Progress;
import dev.singan.classify.Resampling;
import dev.singan.gan.SampleRequest;
import dev.singan.gan.Singan;
import dev.singan.image.FloatImage;
import dev.singan.image.ImageFiles;
import dev.singan.tensor.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Makes the synthetic patches of a SinGAN: samples, brought to the size of the real ones. */
public final class Augmentation {
    /** Side of a patch in pixels. */
    private static final int SIDE = 224;

    private Augmentation() {}

    /** The name of a sample's file. */
    public static String fileName(int number) {
        return String.format(Locale.ROOT, "%04d.png", number);
    }

    /**
     * Writes the samples {@code 0000.png}, {@code 0001.png} and so on. Sample i depends on model, seed and i alone; those that are there
     * are kept.
     *
     * @throws dev.singan.base.UserException where the model cannot be read
     */
    public static void run(AugmentationRequest request, Progress progress) throws IOException {
        SampleRequest samples = new SampleRequest(request.count(), request.startScale(), 1, 1, request.seed());
        Files.createDirectories(request.directory());
        try (Singan singan = Singan.load(request.model(), Engines.of(request.engine(), false))) {
            String task = "samples of SinGAN " + singan.model().description().name();
            for (int i = 0; i < request.count(); i++) {
                progress.checkCancelled();
                Path file = request.directory().resolve(fileName(i));
                if (!Files.exists(file)) {
                    FloatImage sample = singan.sample(samples, i);
                    ImageFiles.writePng(file, Resampling.enlarge(sample.toGray(), SIDE, SIDE));
                }
                progress.advance(task, i + 1, request.count());
            }
        }
    }
}
