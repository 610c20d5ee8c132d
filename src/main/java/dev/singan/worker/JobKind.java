package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.classify.Classification;
import dev.singan.classify.ClassificationRequest;
import dev.singan.gan.train.TrainRequest;
import dev.singan.gan.train.Trainers;
import dev.singan.gan.use.ImageFilesRun;
import dev.singan.gan.use.ImageRequest;
import dev.singan.study.Augmentation;
import dev.singan.study.AugmentationRequest;
import dev.singan.study.FolderSifid;
import dev.singan.study.evaluate.Evaluation;
import dev.singan.study.evaluate.EvaluationRequest;
import java.io.IOException;

/** What a worker can do; a further kind of work is one constant here. */
public enum JobKind implements Job {
    /** Trains a SinGAN or ConSinGAN; the result is the number of its scales. */
    TRAIN(
            TrainRequest.class,
            (request, progress) ->
                    Trainers.train(request, progress).description().scales().size()),
    /** Makes pictures of a trained SinGAN; the result is the names of the files. */
    IMAGES(ImageRequest.class, ImageFilesRun::run),
    /** Scores a folder of images against another; the result is a {@link FolderSifid}. */
    FOLDER_SIFID(FolderSifid.Request.class, FolderSifid::run),
    /** Samples a SinGAN. */
    AUGMENT(AugmentationRequest.class, (request, progress) -> {
        Augmentation.run(request, progress);
        return true;
    }),
    /** Runs the classifiers. */
    CLASSIFY(ClassificationRequest.class, (request, progress) -> {
        Classification.run(request, progress);
        return true;
    }),
    /** Evaluates a study. */
    EVALUATE(EvaluationRequest.class, (request, progress) -> {
        Evaluation.run(request, progress);
        return true;
    });

    /** Work on a request of its own type. */
    @FunctionalInterface
    private interface Work<R> {
        Object run(R request, Progress progress) throws IOException, InterruptedException;
    }

    private final Job job;

    <R> JobKind(Class<R> type, Work<R> work) {
        job = (request, progress) -> work.run(Json.mapper().treeToValue(request, type), progress);
    }

    @Override
    public Object run(JsonNode request, Progress progress) throws IOException, InterruptedException {
        return job.run(request, progress);
    }
}
