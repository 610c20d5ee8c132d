package dev.singan.gan.use;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.gan.model.TrainingImage;
import dev.singan.gan.train.PaintTraining;
import dev.singan.image.AnimatedGif;
import dev.singan.image.ColorQuantizer;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes pictures of a trained SinGAN and writes them. */
public final class ImageFilesRun {
    private final Path output;
    private final Progress progress;
    private final List<String> files = new ArrayList<>();

    private ImageFilesRun(Path output, Progress progress) {
        this.output = output;
        this.progress = progress;
    }

    /**
     * Does what a request says.
     *
     * @return the names of the files written, in the request's output folder
     * @throws UserException where the model or an image cannot be read, or they do not go together
     */
    public static List<String> run(ImageRequest request, Progress progress) throws IOException {
        Files.createDirectories(request.output());
        ImageFilesRun run = new ImageFilesRun(request.output(), progress);
        try (Singan singan = Singan.load(request.model(), Engines.of(request.engine()))) {
            if (request instanceof ImageRequest.Samples samples) {
                run.sample(singan, samples.samples());
            } else if (request instanceof ImageRequest.Animated animated) {
                run.animate(singan, animated.animation());
            } else if (request instanceof ImageRequest.Enlarged enlarged) {
                run.write(singan, "enlarged", SuperResolution.run(singan, enlarged.factor(), enlarged.seed()));
            } else if (request instanceof ImageRequest.Injected injected) {
                run.inject(singan, injected);
            }
        }
        return List.copyOf(run.files);
    }

    private void write(Singan singan, String name, FloatImage image) throws IOException {
        ImageFiles.writePng(output.resolve(name + ".png"), image, singan.model().color());
        files.add(name + ".png");
    }

    private void sample(Singan singan, SampleRequest request) throws IOException {
        for (int i = 0; i < request.count(); i++) {
            progress.checkCancelled();
            write(singan, number(i), singan.sample(request, i));
            progress.advance("samples", i + 1, request.count());
        }
    }

    private void animate(Singan singan, AnimationRequest request) throws IOException {
        if (singan.model().description().config().purpose() != Purpose.ANIMATION) {
            progress.info("The SinGAN was not trained for animation: its edges may move less than the rest");
        }
        boolean color = singan.model().color();
        AtomicFiles.write(output.resolve("animation.gif"), out -> {
            try (AnimatedGif gif = new AnimatedGif(out, color, request.framesPerSecond())) {
                Animation.run(
                        singan,
                        request,
                        (i, frame) -> {
                            gif.add(frame);
                            write(singan, "frame-" + number(i), frame);
                        },
                        progress);
            }
        });
        files.add(0, "animation.gif");
    }

    private void inject(Singan singan, ImageRequest.Injected request) throws IOException {
        FloatImage reference = TrainingImage.read(
                request.reference(),
                singan.model().description().config().pyramid().channels());
        InjectionRequest injection = request.injection();
        singan.checkScale(injection.startScale(), 1);
        switch (request.use()) {
            case HARMONIZE ->
                write(singan, "harmonized", Injection.harmonize(singan, reference, mask(request), injection));
            case EDIT -> {
                Injection.Edited edited = Injection.edit(singan, reference, mask(request), injection);
                write(singan, "edited", edited.whole());
                write(singan, "edited-masked", edited.masked());
            }
            case PAINT -> write(singan, "painted", paint(singan, reference, request));
        }
    }

    private FloatImage paint(Singan singan, FloatImage painting, ImageRequest.Injected request) throws IOException {
        InjectionRequest injection = request.injection();
        Path directory = request.paintModel();
        if (directory == null) {
            return Injection.paint(singan, painting, injection);
        }
        long seed = injection.seed();
        TrainedSingan model = PaintTraining.train(
                singan.imageModel(),
                directory,
                injection.startScale(),
                request.iterations(),
                seed,
                request.engine(),
                request.replaces(),
                progress);
        Engine engine = Engines.of(request.engine());
        try (Singan trained = new Singan(model, engine)) {
            ColorQuantizer colors = PaintTraining.colors(singan.imageModel(), injection.startScale(), seed);
            return Injection.paint(trained, painting, colors, injection);
        }
    }

    private static GrayImage mask(ImageRequest.Injected request) {
        Path mask = request.mask();
        if (mask == null) {
            throw new UserException("singan.mask is not given: it is an image that is white where "
                    + request.reference().getFileName() + " was changed, and black elsewhere");
        }
        return ImageFiles.readMask(mask);
    }

    private static String number(int i) {
        return String.format(Locale.ROOT, "%04d", i);
    }
}
