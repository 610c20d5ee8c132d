package dev.singan.benchmark;

import dev.singan.base.Progress;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.train.TrainRequest;
import dev.singan.gan.train.Trainers;
import dev.singan.gan.use.Animation;
import dev.singan.gan.use.AnimationRequest;
import dev.singan.gan.use.ImageFilesRun;
import dev.singan.gan.use.ImageRequest;
import dev.singan.gan.use.InjectionRequest;
import dev.singan.gan.use.SuperResolution;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything a SinGAN can do, on one image: the time of each, and pictures to look at. Run with OMP_NUM_THREADS=1 and
 * {@code --add-modules jdk.incubator.vector}.
 *
 * <p>Arguments: folder, iterations, an image file or the word {@code pebbles}.
 */
public final class ModesTour {
    private static final int LONGER = 64;

    private final Path folder;
    private final int iterations;
    private final Path image;
    private final FloatImage picture;

    private ModesTour(Path folder, int iterations, Path image) {
        this.folder = folder;
        this.iterations = iterations;
        this.image = image;
        picture = ImageFiles.readColor(image);
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Path image = Path.of(arguments[2]);
        if (arguments[2].equals("pebbles")) {
            image = folder.resolve("pebbles.png");
            ImageFiles.writePng(image, Pebbles.draw(48, LONGER, 12, 7), true);
        }
        new ModesTour(folder, Integer.parseInt(arguments[1]), image).run();
    }

    private void run() throws IOException {
        SinganConfig config = SinganConfig.of(Recipe.OFFICIAL)
                .withOptimiser(o -> o.withIterations(iterations))
                .withPyramid(p -> p.withMaxSize(LONGER));
        Path model = train("model", config);
        make("samples", new ImageRequest.Samples(model, out("samples"), "auto", SampleRequest.of(4, 1)));
        make("wide", new ImageRequest.Samples(model, out("wide"), "auto", new SampleRequest(2, 0, 1, 2, 1)));
        Path pasted = folder.resolve("pasted.png");
        Path mask = folder.resolve("mask.png");
        paste(pasted, mask);
        make("harmonize", injected(model, ImageRequest.Use.HARMONIZE, pasted, mask, 2, null));
        make("edit", injected(model, ImageRequest.Use.EDIT, pasted, mask, 2, null));
        Path painting = folder.resolve("painting.png");
        paint(painting);
        make("paint", injected(model, ImageRequest.Use.PAINT, painting, null, 2, null));
        make(
                "paint-quantized",
                injected(model, ImageRequest.Use.PAINT, painting, null, 2, folder.resolve("paint-model")));
        Path animated = train("animation-model", Animation.config(config));
        AnimationRequest walk = new AnimationRequest(0.1, 0.9, 1, 20, 10, 1);
        make("animate", new ImageRequest.Animated(animated, out("animate"), "auto", walk));
        Path enlarging = train("sr-model", SuperResolution.config(config, 4));
        make("super-resolve", new ImageRequest.Enlarged(enlarging, out("super-resolve"), "auto", 4, 1));
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private Path train(String name, SinganConfig config) throws IOException {
        long start = System.nanoTime();
        Trainers.train(new TrainRequest(image, out(name), config, 42, name), Progress.NONE);
        tell("train " + name, start);
        return out(name);
    }

    private static void tell(String what, long start) {
        System.out.printf(Locale.ROOT, "%-24s %.2f s%n", what, (System.nanoTime() - start) / 1e9);
    }

    private static void make(String what, ImageRequest request) throws IOException {
        long start = System.nanoTime();
        List<String> files = ImageFilesRun.run(request, Progress.NONE);
        tell(what + " (" + files.size() + ")", start);
    }

    private ImageRequest injected(
            Path model, ImageRequest.Use use, Path reference, @Nullable Path mask, int scale, @Nullable Path paint) {
        return new ImageRequest.Injected(
                model,
                out(use.name().toLowerCase(Locale.ROOT) + (paint == null ? "" : "-quantized")),
                "auto",
                use,
                reference,
                mask,
                new InjectionRequest(scale, 1),
                paint,
                iterations,
                false);
    }

    /** Copies a disk of the picture to another place, brighter than it was. */
    private void paste(Path pasted, Path mask) throws IOException {
        int h = picture.height();
        int w = picture.width();
        int radius = h / 7;
        float[] data = picture.data().clone();
        byte[] where = new byte[h * w];
        for (int y = -radius; y <= radius; y++) {
            for (int x = -radius; x <= radius; x++) {
                if (x * x + y * y > radius * radius) {
                    continue;
                }
                int to = (h / 2 + y) * w + w * 3 / 4 + x;
                int from = (h / 2 + y) * w + w / 4 + x;
                where[to] = (byte) 255;
                for (int c = 0; c < 3; c++) {
                    data[c * h * w + to] = Math.min(1, picture.data()[c * h * w + from] + 0.4f);
                }
            }
        }
        ImageFiles.writePng(pasted, new FloatImage(3, h, w, data), picture.isColor());
        ImageFiles.writePng(mask, new GrayImage(w, h, where));
    }

    /** Three fields of the picture's own colours. */
    private void paint(Path painting) throws IOException {
        int h = picture.height();
        int w = picture.width();
        float[] data = new float[3 * h * w];
        for (int c = 0; c < 3; c++) {
            float[] plane = Arrays.copyOfRange(picture.data(), c * h * w, (c + 1) * h * w);
            Arrays.sort(plane);
            for (int i = 0; i < plane.length; i++) {
                int y = i / w;
                int x = i % w;
                boolean disk = Math.hypot(y - h * 0.5, x - w * 0.35) < h * 0.28;
                int rank = disk ? plane.length * 5 / 6 : x > w * 0.7 ? plane.length / 6 : plane.length / 2;
                data[c * h * w + i] = plane[rank];
            }
        }
        ImageFiles.writePng(painting, new FloatImage(3, h, w, data), picture.isColor());
    }
}
