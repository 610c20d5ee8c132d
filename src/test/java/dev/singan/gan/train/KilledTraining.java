package dev.singan.gan.train;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.gan.config.SinganConfig;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.NativeEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kills one training with {@code kill -9} again and again, and holds what it ends with against an unbroken one, file by file, bit by bit.
 *
 * <p>A soak, outside the unit tests (which kill a few times only). From the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl src test-compile org.codehaus.mojo:exec-maven-plugin:3.5.1:exec \
 *     -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath dev.singan.gan.train.KilledTraining 20 auto 1 42"
 * }</pre>
 *
 * <p>Arguments, all optional: kills (20), engine (auto), threads (1), seed of the random moments (42).
 */
public final class KilledTraining {
    private static final String BEGUN = "begun";

    private final Path image;
    private final Path folder;
    private final SinganConfig config;
    private final int threads;

    /**
     * @param folder takes the image and both trainings
     * @param config how to train
     * @param threads native threads of the processes
     */
    KilledTraining(Path folder, SinganConfig config, int threads) throws IOException {
        this.folder = folder;
        this.config = config;
        this.threads = threads;
        image = folder.resolve("image.png");
        ImageFiles.writePng(image, Phantoms.mass(64));
    }

    /** What a process is started for: trains, and says when it has begun to iterate. */
    static final class Child {
        private Child() {}

        /** @param arguments the request as JSON, in a file */
        public static void main(String[] arguments) throws IOException {
            TrainRequest request = Json.read(Path.of(arguments[0]), TrainRequest.class);
            SinganTrainer.train(request, new Progress() {
                private boolean begun;

                @Override
                public void advance(String task, long done, long total) {
                    if (!begun) {
                        begun = true;
                        System.out.println(BEGUN);
                    }
                }

                @Override
                public void info(String message) {}

                @Override
                public void warn(String message) {
                    System.out.println("warning: " + message);
                }
            });
            System.exit(0);
        }
    }

    /** Trains without a disturbance; the milliseconds that it iterated. */
    long unbroken() throws IOException, InterruptedException {
        Process process = start("unbroken");
        awaitBeginning(process);
        long begun = System.nanoTime();
        finish(process);
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /**
     * Trains, killed at random moments; moments lie so that the kills are spread over the training.
     *
     * @return the moments in milliseconds after the process began to iterate
     */
    List<Long> broken(int kills, long unbrokenMillis, Random random) throws IOException, InterruptedException {
        List<Long> moments = new ArrayList<>();
        while (moments.size() < kills) {
            Process process = start("broken");
            if (!awaitBeginning(process)) {
                throw new IllegalStateException(
                        "trained to the end after " + moments.size() + " kills: more iterations are needed");
            }
            long moment = (long) (random.nextDouble() * 1.5 * unbrokenMillis / kills);
            Thread.sleep(moment);
            // SIGKILL on Linux and macOS.
            process.destroyForcibly().waitFor();
            moments.add(moment);
        }
        Process process = start("broken");
        awaitBeginning(process);
        finish(process);
        return moments;
    }

    /** The files that a training left, with their hashes. */
    Map<String, String> files(String training) throws IOException {
        return hashes(folder.resolve(training));
    }

    /** The files of a folder, with their hashes. */
    static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : (Iterable<Path>) list::iterator) {
                hashes.put(file.getFileName().toString(), Hashes.sha256(file));
            }
        }
        return hashes;
    }

    private Process start(String training) throws IOException {
        Path request = folder.resolve(training + ".json");
        Json.write(request, new TrainRequest(image, folder.resolve(training), config, 42, "17"));
        NativeEnvironment environment = NativeEnvironment.forThreads(threads);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(environment.jvmArguments());
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, Child.class.getName(), request.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment.variables());
        builder.redirectError(folder.resolve(training + ".log").toFile());
        return builder.start();
    }

    /** Whether it did begin, and was not at its end already. */
    private static boolean awaitBeginning(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(BEGUN)) {
                return true;
            }
            throw new IllegalStateException(line);
        }
        return false;
    }

    private static void finish(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("training ended with status " + process.exitValue());
        }
    }

    /**
     * @param arguments see the class
     * @throws Exception where a training fails or differs
     */
    public static void main(String[] arguments) throws Exception {
        String[] defaults = {"20", "auto", "1", "42"};
        System.arraycopy(arguments, 0, defaults, 0, arguments.length);
        int kills = Integer.parseInt(defaults[0]);
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withImageSize(48))
                .withOptimiser(o -> o.withIterations(150))
                .withRun(r -> r.withCheckpointInterval(3).withEngine(defaults[1]));
        Path folder = Files.createTempDirectory("singan-soak");
        KilledTraining training = new KilledTraining(folder, config, Integer.parseInt(defaults[2]));
        long millis = training.unbroken();
        System.out.println("unbroken: " + millis + " ms of iterations");
        System.out.println(
                "killed after ms: " + training.broken(kills, millis, new Random(Long.parseLong(defaults[3]))));
        Map<String, String> expected = training.files("unbroken");
        Map<String, String> actual = training.files("broken");
        if (!actual.equals(expected)) {
            throw new IllegalStateException(
                    "other files in " + folder + ": " + actual + " where unbroken left " + expected);
        }
        System.out.println(kills + " kills, " + expected.size() + " files identical");
    }
}
