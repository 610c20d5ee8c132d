package dev.singan.gan;

import dev.singan.base.Progress;
import java.io.IOException;

/** Trains what a request's configuration names. */
public final class Trainers {
    private Trainers() {}

    /** A SinGAN or a ConSinGAN; errors as in {@link SinganTrainer#train}. */
    public static TrainedModel train(TrainRequest request, Progress progress) throws IOException {
        return request.config().trainer() instanceof Trainer.Singan
                ? SinganTrainer.train(request, progress)
                : ConsinganTrainer.train(request, progress);
    }
}
