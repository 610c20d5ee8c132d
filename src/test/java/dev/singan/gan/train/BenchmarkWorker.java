package dev.singan.gan.train;

import dev.singan.base.FileTree;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.InitialWeights;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.engines.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Our side of the {@link Benchmark}: answers the same commands as {@code singan_benchmark.py}, with one engine. */
final class BenchmarkWorker {
    private static final double RATE = 5e-4;
    private static final int STEPS = 3;
    private static final double WARM_UP_SECONDS = 2;

    private final String engineName;

    private final LongSupplier clock;

    private BenchmarkWorker(String engineName, boolean processorTime) {
        this.engineName = engineName;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        clock = processorTime ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /**
     * @param arguments the engine's name, and the clock, {@code wall} or {@code cpu}
     * @throws IOException where a training's files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BenchmarkWorker worker = new BenchmarkWorker(arguments[0], arguments[1].equals("cpu"));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            answers.println(words[0].equals("steps") ? worker.steps(words) : worker.training(words));
            answers.flush();
        }
        // ND4J's threads would keep the process alive.
        System.exit(0);
    }

    private String steps(String[] words) {
        ScaleShape shape = new ScaleShape(
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
        double seconds = Double.parseDouble(words[5]);
        Random random = new Random(0);
        Engine engine = Engines.of(engineName);
        List<Double> critic = new ArrayList<>();
        List<Double> generator = new ArrayList<>();
        try (StepEngine steps = engine.open(shape, StepSettings.published())) {
            for (Net net : Net.values()) {
                steps.load(InitialWeights.draw(shape.layout(net), new Seeds(0).stream("benchmark")));
            }
            steps.setReal(image(shape, random));
            steps.setReconstruction(image(shape, random), image(shape, random));
            float[] noise = image(shape, random);
            float[] previous = image(shape, random);
            measure(steps, noise, previous, WARM_UP_SECONDS, new ArrayList<>(), new ArrayList<>());
            measure(steps, noise, previous, seconds, critic, generator);
        }
        return String.format(Locale.ROOT, "%.6g %.6g", median(critic), median(generator));
    }

    private void measure(
            StepEngine steps,
            float[] noise,
            float[] previous,
            double seconds,
            List<Double> critic,
            List<Double> generator) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < seconds * 1e9 || critic.isEmpty()) {
            steps.generate(noise, previous);
            critic.add(time(() -> steps.criticStep(0.3f, RATE)));
            generator.add(time(() -> steps.generatorStep(GeneratorSteps.STALE, RATE)));
        }
    }

    /** Milliseconds per step. */
    private double time(Runnable step) {
        long begin = clock.getAsLong();
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return (clock.getAsLong() - begin) / 1e6 / STEPS;
    }

    private static float[] image(ScaleShape shape, Random random) {
        float[] values = new float[shape.imageLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private String training(String[] words) throws IOException {
        int side = Integer.parseInt(words[2]);
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withChannels(Integer.parseInt(words[1]))
                        .withImageSize(0)
                        .withScaleFactor(Double.parseDouble(words[3])))
                .withOptimiser(o -> o.withIterations(Integer.parseInt(words[4])))
                .withRun(r -> r.withEngine(engineName));
        Path directory = Files.createTempDirectory("singan-benchmark");
        Path image = directory.resolve("image.png");
        ImageFiles.writePng(image, smooth(side));
        long begin = clock.getAsLong();
        SinganTrainer.train(new TrainRequest(image, directory.resolve("model"), config, 1, "benchmark"), Progress.NONE);
        double seconds = (clock.getAsLong() - begin) / 1e9;
        scales(directory.resolve("model"));
        FileTree.delete(directory);
        return String.format(Locale.ROOT, "%.6g", seconds);
    }

    /** When each scale was done, for whoever looks at the log. */
    private static void scales(Path model) throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            for (Path sample :
                    files.filter(f -> f.toString().endsWith(".png")).sorted().toList()) {
                System.err.println(sample.getFileName() + " " + Files.getLastModifiedTime(sample));
            }
        }
    }

    /** An image with structure, so that the losses stay those of a real training. */
    private static GrayImage smooth(int side) {
        byte[] levels = new byte[side * side];
        for (int i = 0; i < levels.length; i++) {
            double y = (double) (i / side) / side;
            double x = (double) (i % side) / side;
            levels[i] = (byte) Math.round(127 + 60 * Math.sin(23 * x + 9 * y) + 60 * Math.sin(31 * y - 12 * x * y));
        }
        return new GrayImage(side, side, levels);
    }
}
