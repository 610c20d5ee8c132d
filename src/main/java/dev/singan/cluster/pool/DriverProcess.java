package dev.singan.cluster.pool;

import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.cluster.driver.ClusterDriver;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.worker.Message;
import dev.singan.worker.Processes;
import dev.singan.worker.WorkerException;
import dev.singan.worker.WorkerSettings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process that speaks to the cluster, and the pipes to it. */
final class DriverProcess implements AutoCloseable {
    private static final int LOG_LINES = 15;
    private static final int GRACE_SECONDS = 15;
    private static final int POLL_MILLIS = 200;

    /** What Spark 4 needs of the JDK's inside under Java 17 and newer: {@code org.apache.spark.launcher.JavaModuleOptions}. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final ClusterJob job;
    private final Path log;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private DriverProcess(ClusterJob job, Path log, Process process) {
        this.job = job;
        this.log = log;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "singan-driver-pipe");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the process, without a shell, and tells it the job.
     *
     * @param spark Spark's jars, which come first: their libraries are those that executors have
     * @param logs the folder of its log
     */
    static DriverProcess start(ClusterJob job, List<Path> spark, Path logs) throws IOException {
        Files.createDirectories(logs);
        Path log = logs.resolve(job.name() + "-cluster.log");
        Path arguments = logs.resolve(job.name() + "-cluster.args");
        Files.write(arguments, arguments(job, spark), StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder(WorkerSettings.currentJava().toString(), "@" + arguments);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.redirectError(log.toFile());
        DriverProcess driver = new DriverProcess(job, log, builder.start());
        driver.in.write(Json.line(job) + "\n");
        driver.in.flush();
        return driver;
    }

    private static List<String> arguments(ClusterJob job, List<Path> spark) {
        List<String> arguments =
                new ArrayList<>(List.of("-Xmx1g", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"));
        arguments.add("-XX:+IgnoreUnrecognizedVMOptions");
        OPENED.forEach(p -> arguments.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
        arguments.add("-cp");
        Stream<String> jars =
                Stream.concat(spark.stream(), Stream.of(job.library())).map(Path::toString);
        arguments.add(Stream.concat(jars, configurations()).collect(Collectors.joining(File.pathSeparator)));
        arguments.add(ClusterDriver.class.getName());
        return arguments.stream()
                .map(a -> "\"" + a.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList();
    }

    /** The folders in which Hadoop's clients look for the addresses of YARN and HDFS, as Spark's own scripts pass them on. */
    private static Stream<String> configurations() {
        return Stream.of("HADOOP_CONF_DIR", "YARN_CONF_DIR").map(System::getenv).filter(v -> v != null && !v.isBlank());
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException brokenPipe) {
            // as at its end
        }
        lines.add(Optional.empty());
    }

    /**
     * The next message.
     *
     * @param meanwhile called while there is none
     * @throws UserException where the driver says what the user can mend
     * @throws WorkerException where a task failed otherwise, or the driver died
     */
    Message next(Runnable meanwhile) throws IOException, InterruptedException {
        while (true) {
            meanwhile.run();
            @Nullable Optional<String> line = lines.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                Optional<Message> message = Message.parse(line.orElseThrow(this::died));
                if (message.isPresent()) {
                    return checked(message.get());
                }
            }
        }
    }

    private Message checked(Message message) {
        switch (message.type()) {
            case USER_ERROR -> throw new UserException(job.cluster().redact(message.textOrEmpty()));
            case ERROR ->
                throw new WorkerException(
                        job.cluster().redact(message.textOrEmpty().strip()) + "\nThe driver's log is " + log);
            default -> {
                return message;
            }
        }
    }

    private WorkerException died() {
        try {
            return new WorkerException("The driver of the cluster died with exit code " + process.waitFor()
                    + "; what executors finish is kept in the storage for the next build. Its log is " + log
                    + "; its last lines are:\n" + job.cluster().redact(lastLines()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WorkerException("The driver of the cluster died. Its log is " + log);
        }
    }

    private String lastLines() {
        try (Stream<String> text = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = text.filter(l -> !l.isBlank()).toList();
            return all.subList(Math.max(0, all.size() - LOG_LINES), all.size()).stream()
                    .map(l -> "    " + l)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "    (not readable: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        Processes.end(process, in, GRACE_SECONDS);
    }
}
