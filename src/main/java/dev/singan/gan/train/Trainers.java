package dev.singan.gan.train;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedModel;
import java.io.IOException;
import java.util.Optional;

/** Trains what a request's configuration names. */
public final class Trainers {
    private Trainers() {}

    /**
     * Trains a SinGAN or a ConSinGAN, goes on with one that was interrupted, or reads one that is finished.
     *
     * @throws UserException as {@link SinganTrainer#train} throws it, and where the request's directory holds a training of another
     *     image, seed or configuration that is not to be replaced
     */
    public static TrainedModel train(TrainRequest request, Progress progress) throws IOException {
        PresentTraining wanted = PresentTraining.of(request);
        Optional<PresentTraining> present =
                request.replaces() ? Optional.empty() : PresentTraining.in(request.directory());
        if (present.isPresent() && present.get().isFinished(wanted)) {
            present.get().warnOfEngine(wanted, progress);
            CheckpointFile.delete(request.directory());
            PresentTraining.delete(request.directory());
            return Singan.readModel(request.directory());
        }
        return present.isPresent() ? goOn(present.get(), wanted, request, progress) : go(wanted, request, progress);
    }

    /** An earlier version named the random streams of what it began after the folder. */
    private static TrainedModel goOn(
            PresentTraining present, PresentTraining wanted, TrainRequest request, Progress progress)
            throws IOException {
        TrainRequest earlier = request.named(request.label());
        PresentTraining wantedEarlier = PresentTraining.of(earlier);
        if (present.isBegun(wantedEarlier)) {
            return go(wantedEarlier, earlier, progress);
        }
        present.requireBegun(wanted, request);
        return go(wanted, request, progress);
    }

    /** Says in the folder what is trained there for as long as it goes on. */
    private static TrainedModel go(PresentTraining training, TrainRequest request, Progress progress)
            throws IOException {
        training.write(request.directory());
        TrainedModel model = request.config().trainer() instanceof Trainer.Singan
                ? SinganTrainer.train(request, progress)
                : ConsinganTrainer.train(request, progress);
        PresentTraining.delete(request.directory());
        return model;
    }
}
