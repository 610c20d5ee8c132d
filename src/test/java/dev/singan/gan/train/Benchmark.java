package dev.singan.gan.train;

import dev.singan.tensor.NativeEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times the training engines against PyTorch with OpenBLAS preloaded, on the same threads and the same generator-step semantics
 * ({@code stale}), taking turns so that a busy machine slows all alike. Prints milliseconds per critic and generator step, their ratio to
 * the first engine named, and the time of a whole training of a 128x128 image with eight scales.
 *
 * <p>The engine {@code pytorch} is Debian's ({@code python3-torch}, {@code python3-numpy}, {@code libopenblas0}), {@code pytorch:PATH} is that of
 * another Python, with the libraries for matrices that came with it: today's wheels bring MKL and a newer oneDNN. From the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl src test-compile org.codehaus.mojo:exec-maven-plugin:3.5.1:exec \
 *     -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath dev.singan.gan.train.Benchmark threads=1 rounds=5"
 * }</pre>
 *
 * <p>Arguments, all optional: {@code threads=1 rounds=5 seconds=1.5 channels=3 sizes=25x25x32,64x64x32,128x128x64,166x250x128
 * iterations=50 engines=pytorch,nd4j,exact clock=wall allocator=tuned} ({@code iterations=0}: no whole training; {@code clock=cpu}: the
 * main thread's processor time, which says something on a busy machine too where there is one thread; {@code allocator=system}: PyTorch
 * runs with the C library's own settings, as it is usually started, instead of those that our workers get, with which it is up to twice
 * as fast).
 */
public final class Benchmark {
    private static final String OPENBLAS = "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0";
    private static final String PYTORCH = "pytorch";

    private final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "threads", "1",
            "rounds", "5",
            "seconds", "1.5",
            "channels", "3",
            "sizes", "25x25x32,64x64x32,128x128x64,166x250x128",
            "iterations", "50",
            "engines", "pytorch,nd4j,exact",
            "clock", "wall",
            "allocator", "tuned"));
    private final Map<String, Peer> peers = new LinkedHashMap<>();

    private Benchmark(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length != 2 || !options.containsKey(parts[0])) {
                throw new IllegalArgumentException("'" + argument + "' is none of " + options);
            }
            options.put(parts[0], parts[1]);
        }
    }

    /**
     * @param arguments see the class
     * @throws IOException where a process cannot be started
     */
    public static void main(String[] arguments) throws IOException {
        new Benchmark(arguments).run();
    }

    private int number(String option) {
        return Integer.parseInt(options.get(option));
    }

    private void run() throws IOException {
        NativeEnvironment environment = NativeEnvironment.forThreads(number("threads"));
        System.out.println(environment.description());
        for (String name : options.get("engines").split(",")) {
            peers.put(name, name.startsWith(PYTORCH) ? python(name, environment) : java(name, environment));
        }
        System.out.printf("%-24s %s%n", "", String.join("  ", peers.keySet()));
        for (String size : options.get("sizes").split(",")) {
            compare(
                    size + ", ms per critic, generator step",
                    "steps " + options.get("channels") + " " + size.replace('x', ' ') + " " + options.get("seconds"));
        }
        if (number("iterations") > 0) {
            compare(
                    "128x128, 8 scales, seconds",
                    "training " + options.get("channels") + " 128 0.75 " + options.get("iterations"));
        }
        peers.values().forEach(Peer::close);
    }

    /** Every peer in turn, several rounds; the medians are printed. */
    private void compare(String title, String command) {
        Map<String, List<double[]>> results = new LinkedHashMap<>();
        int rounds = command.startsWith("training") ? Math.min(2, number("rounds")) : number("rounds");
        for (int round = 0; round < rounds; round++) {
            peers.forEach((name, peer) ->
                    results.computeIfAbsent(name, n -> new ArrayList<>()).add(peer.ask(command)));
        }
        double[] base = median(results.values().iterator().next());
        System.out.println(title);
        results.forEach((name, values) -> {
            double[] median = median(values);
            double ratio = Arrays.stream(median).sum() / Arrays.stream(base).sum();
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "  %-10s", name));
            for (int i = 0; i < median.length; i++) {
                text.append(String.format(Locale.ROOT, " %9.3f (%.2f)", median[i], median[i] / base[i]));
            }
            System.out.println(text.append(String.format(Locale.ROOT, "   together %.2f", ratio)));
        });
    }

    private static double[] median(List<double[]> values) {
        double[] result = new double[values.get(0).length];
        for (int i = 0; i < result.length; i++) {
            int column = i;
            double[] sorted =
                    values.stream().mapToDouble(v -> v[column]).sorted().toArray();
            result[i] = sorted[sorted.length / 2];
        }
        return result;
    }

    private Peer python(String name, NativeEnvironment environment) throws IOException {
        Path script = Path.of("src/test/reference/singan_benchmark.py");
        Path here = Files.exists(script) ? script : Path.of("test/reference/singan_benchmark.py");
        String threads = options.get("threads");
        Map<String, String> variables = new TreeMap<>(environment.variables());
        if (options.get("allocator").equals("system")) {
            variables.keySet().removeIf(variable -> variable.startsWith("MALLOC_"));
        }
        if (name.equals(PYTORCH)) {
            preloadOpenBlas(variables, threads);
        }
        String interpreter = name.equals(PYTORCH) ? "/usr/bin/python3" : name.substring(PYTORCH.length() + 1);
        return new Peer(List.of(interpreter, here.toString(), threads, options.get("clock")), variables);
    }

    private static void preloadOpenBlas(Map<String, String> variables, String threads) throws IOException {
        if (!Files.exists(Path.of(OPENBLAS))) {
            throw new IOException(OPENBLAS + " is missing: install Debian's package libopenblas0");
        }
        // Debian's PyTorch leaves the threads of its convolutions to OpenBLAS.
        variables.put("OPENBLAS_NUM_THREADS", threads);
        variables.put("LD_PRELOAD", OPENBLAS);
    }

    private Peer java(String name, NativeEnvironment environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(environment.jvmArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BenchmarkWorker.class.getName(),
                name,
                options.get("clock")));
        return new Peer(command, environment.variables());
    }

    /** A process that answers commands. */
    private static final class Peer {
        private final Process process;
        private final BufferedReader answers;
        private final PrintWriter commands;

        Peer(List<String> command, Map<String, String> variables) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            // Set by somebody for an old OpenBLAS, they would keep PyTorch from the fastest kernels of this processor.
            builder.environment().keySet().removeIf(variable -> variable.startsWith("OPENBLAS_"));
            builder.environment().putAll(variables);
            process = builder.start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        double[] ask(String command) {
            commands.println(command);
            try {
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IllegalStateException("no answer to '" + command + "'");
                }
                return Arrays.stream(answer.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        void close() {
            commands.close();
        }
    }
}
